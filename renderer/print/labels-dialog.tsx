import { Typography } from '@mui/material';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LABEL_GRIDS, LABELS_A_SHEET, type LabelsASheet } from '../../db/domain/document/labels.ts';
import type { StoredKind } from '../../db/domain/stored-json.ts';
import { ChoiceInput } from '../components/form/choice-input.tsx';
import { useAppForm } from '../components/form/use-app-form.ts';
import { FormDialog } from '../components/form-dialog.tsx';
import { formatCount } from '../lib/format.ts';
import { usePreference } from '../lib/preferences.ts';
import { FormPreview, type Chosen, type FormOptions } from './form-preview.tsx';
import { LabelCells } from './label-cells.tsx';

const schema = z.strictObject({ sheet: z.enum(LABELS_A_SHEET) });

const lastSchema = z.strictObject({
  sheet: z.enum(LABELS_A_SHEET),
  /** How many are gone from the sheet that lies there. */
  start: z.int().min(0).max(64),
});
type Last = z.infer<typeof lastSchema>;
export const STORED_LABELS: StoredKind<Last> = { name: 'labels', version: 1, schema: lastSchema };
const NOTHING_GONE: Last = { sheet: '65', start: 0 };

interface LabelsDialogProps {
  /** Archives that are chosen, and how many they are; absent: all there are. */
  readonly chosen?: Chosen;
  readonly total?: number;
  readonly onClose: () => void;
}

/**
 * 案卷标签: which sheets, and where on the first of them it begins. Both are remembered, and what was printed is gone from
 * the sheet the next time.
 */
export function LabelsDialog({ chosen, total, onClose }: LabelsDialogProps) {
  const [last, setLast] = usePreference('labels', STORED_LABELS, NOTHING_GONE);
  const [options, setOptions] = useState<(Last & FormOptions) | null>(null);
  if (!options)
    return (
      <Choice
        // What is remembered comes a moment later.
        key={`${last.sheet} ${last.start}`}
        last={last}
        count={chosen && total !== undefined ? total : null}
        onChosen={(sheets) => setOptions({ ...sheets, ...meant(chosen) })}
        onClose={onClose}
      />
    );
  const { sheet, start } = options;
  return (
    <FormPreview
      form="inspection_labels"
      id={1}
      options={options}
      onPrinted={() => setLast({ sheet, start: chosen ? (start + (total ?? 0)) % Number(sheet) : 0 })}
      onClose={onClose}
    />
  );
}

/** Those that were ticked one by one go by their ids. */
function meant(chosen: Chosen | undefined): FormOptions {
  if (!chosen) return {};
  return chosen.ids ? { ids: [...chosen.ids] } : { chosen };
}

interface ChoiceProps {
  readonly last: Last;
  /** Null for all archives. */
  readonly count: number | null;
  readonly onChosen: (chosen: Last) => void;
  readonly onClose: () => void;
}

function Choice({ last, count, onChosen, onClose }: ChoiceProps) {
  const { t, i18n } = useTranslation();
  const form = useAppForm(schema, { sheet: last.sheet });
  const chosen = useWatch({ control: form.control, name: 'sheet' });
  const sheet: LabelsASheet = LABELS_A_SHEET.find((each) => each === chosen) ?? '65';
  const [start, setStart] = useState(last.start);
  const { columns, rows } = LABEL_GRIDS[sheet];
  const counted = count !== null && {
    count,
    formatted: formatCount(count, i18n.language),
    sheets: Math.ceil((start + count) / (columns * rows)),
  };
  return (
    <FormDialog
      title={t('prints:labels.title')}
      submitLabel={t('prints:labels.do')}
      width="xs"
      pending={false}
      error={null}
      onSubmit={() => void form.handleSubmit((given) => onChosen({ ...given, start }))()}
      onClose={onClose}
    >
      <Typography sx={{ color: 'text.secondary' }}>
        {counted ? t('prints:labels.text_chosen', counted) : t('prints:labels.text')}
      </Typography>
      <ChoiceInput
        control={form.control}
        name="sheet"
        label={t('prints:labels.sheet')}
        choices={LABELS_A_SHEET.map((value) => ({
          value,
          label: t('prints:labels.up', { count: Number(value) }),
        }))}
        required
        autoFocus
        onChosen={() => setStart(0)}
      />
      <LabelCells columns={columns} rows={rows} start={start} onStart={setStart} />
    </FormDialog>
  );
}
