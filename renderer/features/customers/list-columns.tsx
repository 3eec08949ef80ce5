import type { TFunction } from 'i18next';
import { useMemo, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineFacts, OptionalField } from '../../../db/domain/customer-list.ts';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import type { ListColumn } from '../../components/list/list-column.ts';
import { Mark } from '../../components/mark.tsx';
import { SecrecyFrame, StateMark } from '../../components/state-mark.tsx';
import type { Words } from '../lists/use-words.ts';
import { foundIn, gradeText, placeText } from './customer-text.ts';
import type { CustomerRow } from './list-query.ts';
import { STATUS_TONES } from './status-mark.tsx';
import { useUnsavedCustomers } from './unsaved.ts';

export interface CustomerColumn extends ListColumn<CustomerRow> {
  /** What is shown in it, where that is named otherwise than the column or is more than one. */
  readonly says?: ReadonlyArray<OptionalField | keyof LineFacts>;
}

/** Beside an open archive there is room for what one goes by. */
const BESIDE: ReadonlySet<string> = new Set(['name', 'archiveNo']);

/** Columns of what stands in the archives, and so is read apart; who may not read one sees that there is something. */
export const FACT_COLUMNS = [
  { field: 'contacts', fact: 'contact', width: 84 },
  { field: 'phones', fact: 'phone', width: 124, className: 'figures' },
  { field: 'address', fact: 'address', width: 220, byChoice: true },
  { field: 'uscc', fact: 'uscc', width: 176, className: 'figures', byChoice: true },
  { field: 'note', fact: 'note', width: 240, byChoice: true },
] as const satisfies ReadonlyArray<{ readonly fact: keyof LineFacts } & CustomerColumn>;

/** The columns of the list, the likeliest first; `beside`: those for which there is room beside an open archive. */
export function useCustomerColumns(words: Words, beside: boolean): readonly CustomerColumn[] {
  const { t, i18n } = useTranslation();
  const isEnglish = i18n.language === 'en';
  const unsaved = useUnsavedCustomers();
  return useMemo(() => {
    const column = (field: string, rest: Partial<CustomerColumn>): CustomerColumn => ({
      field,
      title: t(`customers:field.${field}`),
      ...rest,
    });
    const figures = (field: string, width: number, rest: Partial<CustomerColumn> = {}) =>
      column(field, { width, className: 'figures', ...rest });
    const place = ({ city, province }: CustomerRow) => words.place(city ?? province);
    const [contacts, phones, ...others] = FACT_COLUMNS.map(({ fact, ...rest }) =>
      column(rest.field, {
        ...rest,
        says: [fact],
        title: t([`customers:found.${rest.field}`, `customers:field.${rest.field}`]),
        cell: (row) => factCell(t, row, fact),
      }),
    );
    const columns: Array<CustomerColumn | undefined> = [
      column('name', {
        minWidth: beside ? 160 : 250,
        flex: 2,
        sortable: true,
        cell: (row) => <Named t={t} row={row} isUnsaved={unsaved.has(row.id)} />,
      }),
      contacts,
      phones,
      column('grade', {
        width: isEnglish ? 88 : 60,
        sortable: true,
        text: ({ grade }) => gradeText(words, grade),
      }),
      column('secrecy', {
        width: isEnglish ? 116 : 80,
        cell: ({ secrecy }) =>
          secrecy !== 'normal' && <SecrecyFrame secrecy={secrecy} label={t(`common:secrecy.${secrecy}`)} />,
      }),
      column('place', {
        width: 96,
        says: ['province', 'city'],
        text: place,
        cell: (row) => <span title={placeText(words, { ...row, district: null }) ?? ''}>{place(row)}</span>,
      }),
      figures('shelf', 128, {
        sortable: true,
        text: ({ shelf }) => shelf && shelfText(shelf),
      }),
      figures('archiveNo', 216, {
        sortable: true,
        cell: (row) => <Marked row={row} field="archiveNo" text={row.archiveNo} />,
      }),
      column('category', { width: 84, text: ({ category }) => t(`common:category.${category}`) }),
      column('status', {
        width: isEnglish ? 112 : 92,
        cell: ({ status }) =>
          status && <StateMark tone={STATUS_TONES[status]} label={t(`customers:status.${status}`)} />,
      }),
      column('responsibleId', {
        width: 88,
        says: ['responsible'],
        text: ({ responsibleId }) => words.person(responsibleId),
      }),
      figures('filedOn', 104, { sortable: true }),
      figures('completeness', 80, {
        align: 'right',
        text: ({ completeness }) => `${completeness}%`,
      }),
      ...others,
    ];
    return columns.filter(
      (one) => one !== undefined && (!beside || BESIDE.has(one.field)),
    ) as CustomerColumn[];
  }, [t, isEnglish, words, beside, unsaved]);
}

/** Drawn by itself: an icon works out its styles anew in every row. */
const lock = (
  <svg viewBox="0 0 24 24" aria-hidden style={{ width: 14, height: 14, verticalAlign: 'middle' }}>
    <path
      fill="currentColor"
      d="M18 8h-1V6c0-2.76-2.24-5-5-5S7 3.24 7 6v2H6c-1.1 0-2 .9-2 2v10c0 1.1.9 2 2 2h12c1.1 0 2-.9 2-2V10c0-1.1-.9-2-2-2M9 6c0-1.66 1.34-3 3-3s3 1.34 3 3v2H9zm9 14H6V10h12zm-6-3c1.1 0 2-.9 2-2s-.9-2-2-2-2 .9-2 2 .9 2 2 2"
    />
  </svg>
);

/** A value that only readers of the archive see. */
function factCell(t: TFunction, { facts }: CustomerRow, fact: keyof LineFacts) {
  if (facts === null)
    return (
      <span title={t('customers:closed')} style={quiet}>
        {lock}
        <span className="visually-hidden">{t('customers:closed')}</span>
      </span>
    );
  const text = facts?.[fact];
  return text ? <span title={text}>{text}</span> : null;
}

/** The name, and under it what matched elsewhere: so no column comes and goes while somebody types. */
function Named(props: { t: TFunction; row: CustomerRow; isUnsaved: boolean }) {
  const { t, row } = props;
  const other = otherMatch(row);
  return (
    <div style={named}>
      <span style={{ display: 'flex', gap: 8, minWidth: 0 }}>
        <span style={cut} title={row.name}>
          <Marked row={row} field="name" text={row.name} />
        </span>
        {props.isUnsaved && <StateMark tone="due" label={t('customers:unsaved.short')} />}
      </span>
      {other && <Found t={t} match={other} />}
    </div>
  );
}

const named: CSSProperties = {
  height: '100%',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'center',
  lineHeight: '17px',
};
const quiet: CSSProperties = { color: 'var(--kd-palette-text-secondary)' };
const cut: CSSProperties = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
const found: CSSProperties = { ...quiet, ...cut, fontSize: '0.75rem', lineHeight: '15px' };

/** What matched besides name and number. */
function otherMatch({ matched }: Pick<CustomerRow, 'matched'>) {
  return matched?.find(({ field }) => field !== 'name' && field !== 'archiveNo');
}

function Marked(props: { row: CustomerRow; field: string; text: string }) {
  const match = props.row.matched?.find(({ field }) => field === props.field);
  return <Mark text={props.text} ranges={match?.ranges ?? []} />;
}

/** What matched besides name and number: `电话 0757-8123…`, the words marked. */
function Found(props: { t: TFunction; match: NonNullable<ReturnType<typeof otherMatch>> }) {
  const { field, text, ranges } = props.match;
  return (
    <span data-field="matched" title={text} style={found}>
      {foundIn(props.t, field)} <Mark text={text} ranges={ranges} />
    </span>
  );
}
