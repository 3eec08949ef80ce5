import { Box, ButtonBase, Typography } from '@mui/material';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LABEL_GRIDS, LABELS_A_SHEET, type LabelsASheet } from '../../../db/domain/document/labels.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FormPreview, type FormOptions } from '../../print/form-preview.tsx';

const schema = z.strictObject({ sheet: z.enum(LABELS_A_SHEET) });

/** Which sheets of labels, and where on the first of them it begins: some labels may be gone. */
export function LabelsDialog({ inspectionId, onClose }: { inspectionId: number; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useAppForm(schema, { sheet: '65' });
  const sheet = useWatch({ control: form.control, name: 'sheet' });
  const [start, setStart] = useState(0);
  const [options, setOptions] = useState<FormOptions | null>(null);
  if (options)
    return <FormPreview form="inspection_labels" id={inspectionId} options={options} onClose={onClose} />;
  return (
    <FormDialog
      title={t('inspections:labels.title')}
      submitLabel={t('inspections:labels.do')}
      width="xs"
      pending={false}
      error={null}
      onSubmit={() => void form.handleSubmit((chosen) => setOptions({ ...chosen, start }))()}
      onClose={onClose}
    >
      <Typography sx={{ color: 'text.secondary' }}>{t('inspections:labels.text')}</Typography>
      <ChoiceInput
        control={form.control}
        name="sheet"
        label={t('inspections:labels.sheet')}
        choices={LABELS_A_SHEET.map((value) => ({
          value,
          label: t('inspections:labels.up', { count: Number(value) }),
        }))}
        required
        onChosen={() => setStart(0)}
      />
      <Cells sheet={LABELS_A_SHEET.find((each) => each === sheet) ?? '65'} start={start} onStart={setStart} />
    </FormDialog>
  );
}

/** The first sheet as it lies in the printer: pressed where it begins, what comes before is gone. */
function Cells(props: { sheet: LabelsASheet; start: number; onStart: (start: number) => void }) {
  const { t } = useTranslation();
  const { columns, rows } = LABEL_GRIDS[props.sheet];
  return (
    <Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('inspections:labels.start', { number: props.start + 1 })}
      </Typography>
      <Box
        role="group"
        aria-label={t('inspections:labels.first')}
        sx={{ ...cells, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
      >
        {Array.from({ length: columns * rows }, (_cell, index) => (
          <ButtonBase
            key={index}
            aria-label={t('inspections:labels.cell', { number: index + 1 })}
            aria-pressed={index === props.start}
            onClick={() => props.onStart(index)}
            sx={{
              height: Math.min(24, 200 / rows + 4),
              border: '1px solid',
              borderColor: index < props.start ? 'divider' : 'primary.main',
              borderRadius: '2px',
              backgroundColor: index < props.start ? 'transparent' : 'action.selected',
              ...(index === props.start && { backgroundColor: 'primary.main' }),
            }}
          />
        ))}
      </Box>
    </Box>
  );
}

const cells = {
  display: 'grid',
  gap: 0.5,
  mt: 0.5,
  p: 1,
  width: 220,
  border: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};
