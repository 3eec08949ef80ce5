import { Box } from '@mui/material';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf, type CustomerInput } from '../../../db/domain/customer.ts';
import { isLogged } from '../../../db/domain/roles.ts';
import { secrecyTerm } from '../../../db/domain/secrecy-term.ts';
import { Section } from '../../components/page.tsx';
import { useKeptDrafts } from '../../lib/drafts.ts';
import type { Words } from '../lists/use-words.ts';
import type { FullCustomer } from './customer-record.ts';
import { keyText, type Wording } from './customer-text.ts';
import { FactRow } from './fact-row.tsx';
import { applies, isWide, SECTIONS, type FieldKey } from './field-keys.ts';
import { InlineEdit, inPlaceDrafts } from './inline-edit.tsx';

/** The facts of an archive as label and value in two columns, changed where they stand by those who may. */
export function ProfileTab(props: { customer: FullCustomer; words: Words }) {
  const { t, i18n } = useTranslation();
  const { customer, words } = props;
  const { input } = customer;
  const { id } = customer.index;
  // Who is named in a 机密 or 绝密 archive is assigned, not edited (S2).
  const isFixed = (key: FieldKey) => isLogged(customer.index.secrecy) && factsOf(key).kind === 'person';
  const isEditable = (key: FieldKey) => customer.may.edit && !factsOf(key).notInPlace && !isFixed(key);
  const { kept, isRead, editing, edit } = useEditing(id, (key) => applies(key, input) && isEditable(key));
  /** The field just left: the keyboard goes on from there. */
  const [left, setLeft] = useState<FieldKey | null>(null);
  const wording: Wording = { t, language: i18n.language, words, category: input.category };
  const leave = (key: FieldKey) => {
    edit(null);
    setLeft(key);
  };
  const noteOf = (key: FieldKey) => {
    if (kept.has(key)) return t('common:draft.kept');
    return key === 'uscc' && input.usccWaiver ? t('customers:uscc.kept', { reason: input.usccWaiver }) : null;
  };
  const row = (key: FieldKey) =>
    editing?.field === key ? (
      <Box key={key} sx={{ gridColumn: '1 / -1' }}>
        <dt className="visually-hidden">{t(`customers:field.${key}`)}</dt>
        <Box component="dd" sx={{ m: 0 }}>
          <InlineEdit
            field={key}
            customer={customer}
            words={words}
            mayBeKept={!isRead || kept.has(key)}
            takesFocus={editing.isAsked}
            onClose={() => leave(key)}
          />
        </Box>
      </Box>
    ) : (
      <FactRow
        key={key}
        fields={key}
        label={t(`customers:field.${key}`)}
        text={keyText(wording, key, input)}
        figures={factsOf(key).figures ?? false}
        wide={isWide(key)}
        note={noteOf(key)}
        wording={wording}
        customerId={id}
        isLeft={left === key}
        {...(isEditable(key) && { onEdit: () => edit(key) })}
      />
    );
  const plain = (
    field: string,
    text: string | null,
    figures = false,
    label = t(`customers:field.${field}`),
  ) => (
    <FactRow
      key={field}
      fields={field}
      label={label}
      text={text}
      figures={figures}
      wording={wording}
      customerId={id}
    />
  );
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {SECTIONS.map((section) => (
        <Section key={section.key} title={t(`customers:section.${section.key}`)}>
          <Box component="dl" sx={columns}>
            {section.fields.filter((key) => applies(key, input)).map(row)}
            {section.key === 'management' && (
              <>
                {plain('secrecy', t(`common:secrecy.${input.secrecy}`))}
                {input.secrecy !== 'normal' &&
                  plain('secrecyUntil', termText(t, input), true, t('customers:secrecy_term.title'))}
                {input.proposedResponsibleId !== null &&
                  plain('proposedResponsibleId', words.person(input.proposedResponsibleId))}
                {plain('filedOn', customer.index.filedOn, true)}
              </>
            )}
          </Box>
        </Section>
      ))}
    </Box>
  );
}

/** Until when the class lasts, as the mark on paper says it. */
function termText(t: TFunction, { secrecyUntil, retention }: CustomerInput): string {
  const lasts = secrecyTerm(secrecyUntil, retention);
  if ('until' in lasts) return lasts.until;
  return t('customers:secrecy_term.as_retention', { term: t(`customers:secrecy_term.${lasts.retention}`) });
}

const KEYS = SECTIONS.flatMap((section) => section.fields);

/** Which fact is being changed. What was typed last and not saved stands open again, until somebody asks for another. */
function useEditing(id: number, isOffered: (key: FieldKey) => boolean) {
  const [editing, setEditing] = useState<{ readonly field: FieldKey | null; readonly isAsked: boolean }>();
  const names = useKeptDrafts(inPlaceDrafts(id));
  const kept = names?.flatMap((name) => KEYS.filter((key) => key === name && isOffered(key)));
  if (!editing && kept) setEditing({ field: kept[0] ?? null, isAsked: false });
  return {
    /** The facts with something typed and not saved. */
    kept: new Set(kept),
    isRead: kept !== undefined,
    editing,
    edit: (field: FieldKey | null) => setEditing({ field, isAsked: true }),
  };
}

const columns = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
  columnGap: 3,
  rowGap: 0.25,
  m: 0,
};
