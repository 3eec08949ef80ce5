import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Can } from '../../lib/session.tsx';
import { CompileDialog } from './compile-dialog.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { Asked } from './search.ts';

/** What can be made of the report that is looked at. */
export function LiveActions({ asked, title }: { asked: Asked; title: string }) {
  const { t } = useTranslation();
  const [compiling, setCompiling] = useState(false);
  if (title === '' || asked.choices.tables?.length === 0) return null;
  return (
    <>
      <Can action="reports.export">
        <ExportMenu asked={asked} title={title} />
      </Can>
      <Can action="reports.compile">
        <Button variant="contained" onClick={() => setCompiling(true)}>
          {t('reports:compile')}
        </Button>
      </Can>
      {compiling && <CompileDialog asked={asked} usual={title} onClose={() => setCompiling(false)} />}
    </>
  );
}
