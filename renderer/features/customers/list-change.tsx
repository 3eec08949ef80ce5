import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { isCustomerField, type ContactField, type ContactInput } from '../../../db/domain/customer.ts';
import type { Field } from '../../../db/domain/fields.ts';
import { readStoredText } from '../../../db/domain/field-values.ts';
import { changesOfRows, changesOfTexts } from '../../../db/domain/list-changes.ts';
import { fieldText, partText, type Wording } from './customer-text.ts';

/** A line of what became of a list: one thing before and after, or one that came or went. */
export interface ListLine {
  readonly head: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A change of a list in the parts that changed; null where it is none, or cannot be read. */
export function listLines(
  wording: Wording,
  name: string,
  oldValue: string | null,
  newValue: string | null,
): readonly ListLine[] | null {
  const field: Field | null = isCustomerField(name) ? CUSTOMER_FIELDS[name] : null;
  if (field?.kind !== 'rows' && field?.kind !== 'texts') return null;
  const [before, after] = [oldValue, newValue].map((stored) =>
    stored === null ? [] : readStoredText(field, stored),
  );
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const lines =
    field.kind === 'texts' ? textLines(wording, before, after) : personLines(wording, before, after);
  return lines.length === 0 ? null : lines;
}

function personLines(wording: Wording, before: ContactInput[], after: ContactInput[]): ListLine[] {
  const { t } = wording;
  const whole = (row: ContactInput) => fieldText(wording, 'contacts', [row]);
  const part = (row: ContactInput, key: ContactField) => partText(wording, key, row[key]);
  const { rows, isMoved } = changesOfRows(CONTACT_FIELDS, before, after);
  const lines = rows.flatMap((change): ListLine[] => {
    switch (change.kind) {
      case 'added':
        return [{ head: t('customers:history.added'), before: null, after: whole(change.row) }];
      case 'removed':
        return [{ head: t('customers:history.removed'), before: whole(change.row), after: null }];
      default:
        return change.fields.map((key) => ({
          head: t('customers:history.of_person', {
            name: change.row.name,
            field: t(`customers:contact.${key}`),
          }),
          before: part(change.before, key as ContactField) ?? t('customers:nothing'),
          after: part(change.row, key as ContactField) ?? t('customers:nothing'),
        }));
    }
  });
  if (!isMoved) return lines;
  const names = (list: ContactInput[]) => list.map(({ name }) => name).join(t('common:list_comma'));
  return [...lines, { head: t('customers:history.order'), before: names(before), after: names(after) }];
}

function textLines({ t }: Wording, before: string[], after: string[]): ListLine[] {
  const { added, removed } = changesOfTexts(before, after);
  const joined = (texts: readonly string[]) => texts.join(t('common:list_comma'));
  return [
    ...(added.length > 0 ? [{ head: t('customers:history.added'), before: null, after: joined(added) }] : []),
    ...(removed.length > 0
      ? [{ head: t('customers:history.removed'), before: joined(removed), after: null }]
      : []),
  ];
}

/** The lines one below the other. */
export function ListChange(props: { lines: readonly ListLine[] }) {
  return props.lines.map(({ head, before, after }) => (
    <div key={`${head} ${before ?? ''} ${after ?? ''}`}>
      <Box component="span" sx={{ color: 'text.secondary', mr: 0.75 }}>
        {head}
      </Box>
      {before !== null && <Was text={before} />}
      {before !== null && after !== null && <Arrow />}
      {after !== null && <Is text={after} />}
    </div>
  ));
}

export function Was(props: { text: string }) {
  return (
    <Box component="del" sx={{ color: 'text.secondary', textDecoration: 'none' }}>
      {props.text}
    </Box>
  );
}

export function Is(props: { text: string }) {
  return (
    <Box component="ins" sx={{ textDecoration: 'none' }}>
      {props.text}
    </Box>
  );
}

export function Arrow() {
  const { t } = useTranslation();
  return (
    <Box component="span" aria-label={t('customers:history.to')} sx={{ mx: 0.75, color: 'text.secondary' }}>
      →
    </Box>
  );
}
