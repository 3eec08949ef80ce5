import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../../components/notify.tsx';
import { Section } from '../../../components/page.tsx';
import { RowButton } from '../../../components/row-button.tsx';
import { StateMark, type Tone } from '../../../components/state-mark.tsx';
import { QueryView } from '../../../components/states.tsx';
import { Can, useCan } from '../../../lib/session.tsx';
import { useVault, useVaultClient } from '../../../lib/vault.ts';
import { FormPreview } from '../../../print/form-preview.tsx';
import { RegisterCopies } from './register-copies.tsx';
import type { CopyLine, Run } from './run-types.ts';

const HEADS = ['no', 'recipient', 'department', 'registered', 'handed_out', 'taken_back', 'state'] as const;

/** 印发: who has which copy; one that is called in and not back stands out. */
export function CopiesPanel({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { reportCopies } = useVaultClient();
  const copies = useQuery({
    // What happens to a copy is told as a change of its report.
    queryKey: [...useVault().reports.pathKey(), 'copies', run.id],
    queryFn: ({ signal }) => reportCopies.list.query({ id: run.id }, { signal }),
  });
  const [adding, setAdding] = useState(false);
  const [printing, setPrinting] = useState<{ readonly copy: number } | 'register' | null>(null);
  const isReleased = run.state === 'released';
  const close = () => setPrinting(null);
  return (
    <Section
      title={t('reports:copies')}
      actions={
        <>
          {run.copies.length > 0 && (
            <Button startIcon={<PrintIcon />} onClick={() => setPrinting('register')}>
              {t('reports:form.register')}
            </Button>
          )}
          {isReleased && (
            <Can action="reports.hand_out">
              <Button variant="outlined" onClick={() => setAdding(true)}>
                {t('reports:copies.add')}
              </Button>
            </Can>
          )}
        </>
      }
    >
      <QueryView query={copies} lines={2}>
        {(all) =>
          all.length === 0 ? (
            <Typography sx={{ color: 'text.secondary' }}>{t('reports:copies.none')}</Typography>
          ) : (
            <Copies run={run} copies={all} onPrint={(copy) => setPrinting({ copy })} />
          )
        }
      </QueryView>
      {adding && <RegisterCopies id={run.id} onClose={() => setAdding(false)} />}
      {printing === 'register' && <FormPreview form="report_register" id={run.id} onClose={close} />}
      {printing !== null && printing !== 'register' && (
        <FormPreview form="report" id={run.id} options={printing} onClose={close} />
      )}
    </Section>
  );
}

interface CopiesProps {
  readonly run: Run;
  readonly copies: readonly CopyLine[];
  readonly onPrint: (copyNo: number) => void;
}

function Copies({ run, copies, onPrint }: CopiesProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={t('reports:copies')}>
        <TableHead>
          <TableRow>
            {HEADS.map((head) => (
              <TableCell key={head}>{t(`reports:copy.${head}`)}</TableCell>
            ))}
            <TableCell>
              <span className="visually-hidden">{t('reports:copy.do')}</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {copies.map((copy) => (
            <Copy key={copy.copyNo} run={run} copy={copy} onPrint={onPrint} />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** How a copy stands. */
export function copyState({ on }: Pick<CopyLine, 'on'>): { readonly key: string; readonly tone: Tone } {
  if (on.take_back !== null) return { key: 'back', tone: 'stopped' };
  if (on.call_in !== null) return { key: 'called', tone: 'late' };
  if (on.hand_out !== null) return { key: 'out', tone: 'active' };
  return { key: 'waits', tone: 'waiting' };
}

function Copy({ run, copy, onPrint }: Pick<CopiesProps, 'run' | 'onPrint'> & { readonly copy: CopyLine }) {
  const { t } = useTranslation();
  const { reportCopies } = useVaultClient();
  const notify = useNotify();
  const mayHandOut = useCan('reports.hand_out');
  const { copyNo, recipient, department, on } = copy;
  const moving = useMutation({
    mutationFn: (what: 'handOut' | 'takeBack') => reportCopies[what].mutate({ id: run.id, copyNo }),
    onSuccess: (_done, what) => notify.done(t(`reports:copies.done.${what}`, { no: copyNo, recipient })),
    onError: notify.failed,
  });
  const { key, tone } = copyState(copy);
  const isUsable = on.call_in === null && on.take_back === null && run.state === 'released';
  const no = t('reports:form.copy_no', { no: copyNo });
  return (
    <TableRow hover sx={key === 'called' ? { backgroundColor: 'action.selected' } : undefined}>
      <TableCell className="figures">{no}</TableCell>
      <TableCell>{recipient}</TableCell>
      <TableCell>{department ?? '—'}</TableCell>
      <TableCell className="figures">{on.register}</TableCell>
      <TableCell className="figures">{on.hand_out ?? '—'}</TableCell>
      <TableCell className="figures">{on.take_back ?? '—'}</TableCell>
      <TableCell sx={key === 'called' ? { color: 'error.main', fontWeight: 700 } : undefined}>
        <StateMark tone={tone} label={t(`reports:copies.state.${key}`, { day: on.call_in })} />
      </TableCell>
      <TableCell padding="none" align="right" sx={{ whiteSpace: 'nowrap' }}>
        {mayHandOut && isUsable && on.hand_out === null && (
          <Button size="small" onClick={() => moving.mutate('handOut')} loading={moving.isPending}>
            {t('reports:copies.handOut')}
          </Button>
        )}
        {mayHandOut && on.take_back === null && (
          <Button size="small" onClick={() => moving.mutate('takeBack')} loading={moving.isPending}>
            {t('reports:copies.takeBack')}
          </Button>
        )}
        {isUsable && (
          <RowButton label={t('reports:copies.print', { no })} onClick={() => onPrint(copyNo)}>
            <PrintIcon fontSize="small" />
          </RowButton>
        )}
      </TableCell>
    </TableRow>
  );
}
