import CloseIcon from '@mui/icons-material/Close';
import {
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  FormGroup,
  IconButton,
  MenuItem,
  Select,
  TextField,
  Typography,
} from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chartsOf, type ChartChoice, type ReportChoices } from '../../../db/domain/reports/choices.ts';
import { FilterChoices } from './filter-choices.tsx';
import type { Asked } from './search.ts';

interface ChoicesPanelProps {
  readonly asked: Asked;
  /** Those that the report can have. */
  readonly tables: ReadonlyArray<{ readonly key: string; readonly title: string }>;
  readonly onChange: (change: Partial<ReportChoices>) => void;
  readonly onReset: () => void;
  readonly onClose: () => void;
  /** What stands above the choices. */
  readonly children?: ReactNode;
}

/** Everything that a report can be varied by, beside it, so that one sees at once what a choice does. */
export function ChoicesPanel(props: ChoicesPanelProps) {
  const { asked, tables, onChange, onReset, onClose } = props;
  const { t } = useTranslation();
  return (
    <Box component="aside" aria-label={t('reports:choices')} sx={panel}>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {t('reports:choices')}
        </Typography>
        <Button size="small" onClick={onReset}>
          {t('reports:choices_reset')}
        </Button>
        <IconButton size="small" aria-label={t('common:close')} onClick={onClose}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Box>
      {props.children}
      <ChoiceParts choices={asked.choices} tables={tables} onChange={onChange} />
    </Box>
  );
}

/** The choices themselves: which archives, which tables, in which order. */
export function ChoiceParts({
  choices,
  tables,
  onChange,
}: Pick<ChoicesPanelProps, 'tables' | 'onChange'> & { readonly choices: ReportChoices }) {
  const { t } = useTranslation();
  const chosen = choices.tables ?? tables.map(({ key }) => key);
  const toggle = (key: string, isOn: boolean) => {
    const wanted = tables
      .map((table) => table.key)
      .filter((one) => (one === key ? isOn : chosen.includes(one)));
    onChange({ tables: wanted.length === tables.length ? null : wanted });
  };
  return (
    <>
      <Part title={t('reports:filters')}>
        <FilterChoices filters={choices.filters} onChange={(filters) => onChange({ filters })} />
      </Part>
      <Part title={t('reports:tables')}>
        <FormGroup>
          {tables.map(({ key, title }) => (
            <Box key={key} sx={{ display: 'flex', alignItems: 'center' }}>
              <FormControlLabel
                sx={{ flex: 1, mr: 0 }}
                control={
                  <Checkbox
                    size="small"
                    checked={chosen.includes(key)}
                    onChange={(event) => toggle(key, event.target.checked)}
                  />
                }
                label={title}
              />
              {chosen.includes(key) && chartsOf(key).length > 0 && (
                <ChartSelect
                  title={title}
                  offered={chartsOf(key)}
                  value={choices.charts[key]}
                  onChange={(chart) => onChange({ charts: withChart(choices.charts, key, chart) })}
                />
              )}
            </Box>
          ))}
        </FormGroup>
      </Part>
      <Part title={t('reports:order')}>
        <Labelled label={t('reports:order_of')}>
          {(id) => (
            <Select
              size="small"
              fullWidth
              value={choices.order}
              SelectDisplayProps={{ id }}
              labelId={`${id}-label`}
              onChange={(event) => onChange({ order: event.target.value as ReportChoices['order'] })}
            >
              {(['own', 'count', 'list'] as const).map((order) => (
                <MenuItem key={order} value={order}>
                  {t(`reports:order.${order}`)}
                </MenuItem>
              ))}
            </Select>
          )}
        </Labelled>
        <NumberChoice
          label={t('reports:top')}
          hint={t('reports:top_all')}
          value={choices.top}
          onChange={(top) => onChange({ top })}
        />
        <NumberChoice
          label={t('reports:names')}
          hint=""
          value={choices.names}
          onChange={(names) => onChange({ names: names ?? 20 })}
        />
      </Part>
    </>
  );
}

function withChart(charts: ReportChoices['charts'], key: string, chart: ChartChoice | undefined) {
  const { [key]: _before, ...others } = charts;
  return chart === undefined ? others : { ...others, [key]: chart };
}

/** How a table is drawn; as the report has it unless something is chosen. */
function ChartSelect(props: {
  title: string;
  offered: readonly ChartChoice[];
  value: ChartChoice | undefined;
  onChange: (chart: ChartChoice | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      size="small"
      variant="standard"
      disableUnderline
      value={props.value ?? 'own'}
      inputProps={{ 'aria-label': t('reports:chart_of', { table: props.title }) }}
      onChange={(event) => props.onChange(props.offered.find((chart) => chart === event.target.value))}
      sx={{ width: 92, fontSize: '0.8125rem', color: props.value ? 'text.primary' : 'text.secondary' }}
    >
      <MenuItem value="own">{t('reports:chart.own')}</MenuItem>
      {props.offered.map((chart) => (
        <MenuItem key={chart} value={chart}>
          {t(`reports:chart.${chart}`)}
        </MenuItem>
      ))}
    </Select>
  );
}

function NumberChoice(props: {
  label: string;
  hint: string;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <Labelled label={props.label}>
      {(id) => (
        <TextField
          id={id}
          size="small"
          fullWidth
          defaultValue={props.value ?? ''}
          placeholder={props.hint}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
          onBlur={(event) => props.onChange(wholeOf(event.target.value))}
        />
      )}
    </Labelled>
  );
}

function wholeOf(text: string): number | null {
  const number = Number(text.trim());
  return Number.isInteger(number) && number >= 1 && number <= 500 ? number : null;
}

function Labelled(props: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Typography
        component="label"
        id={`${id}-label`}
        htmlFor={id}
        variant="caption"
        sx={{ color: 'text.secondary' }}
      >
        {props.label}
      </Typography>
      {props.children(id)}
    </Box>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={props.title} sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h3">{props.title}</Typography>
      {props.children}
    </Box>
  );
}

const panel = {
  width: 288,
  flex: 'none',
  borderLeft: '1px solid',
  borderColor: 'divider',
  overflowY: 'auto',
  p: 2,
  display: 'grid',
  gap: 2.5,
  alignContent: 'start',
} as const;
