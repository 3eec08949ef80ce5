import { Alert, Box, Button, Typography } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { Loading } from '../../components/states.tsx';
import type { DraftOf } from '../../lib/drafts.ts';
import { errorText } from '../../lib/errors.ts';
import type { Words } from '../lists/use-words.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { CustomerField } from './customer-field.tsx';
import { useCustomerForm } from './customer-inputs.tsx';
import type { FullCustomer } from './customer-record.ts';
import { beganWith, type Began, type CustomerDraft } from './draft-values.ts';
import { partsOf, type FieldKey } from './field-keys.ts';
import { toFormValues } from './form-values.ts';
import { sameField } from './merge.ts';
import { SimilarArchives, useSimilarCheck } from './similar.tsx';
import { useCustomerDraft, useFoundDraft, useKeptInput } from './use-customer-draft.ts';
import { newerVersion, useSaveCustomer, type Save } from './use-save-customer.ts';

/** Facts by which another archive may turn out to be the same customer. */
const RECOGNISED_BY: ReadonlySet<FieldKey> = new Set(['name', 'uscc', 'phones']);

/** Where what is typed in place is kept, one draft for each fact; the whole form has a draft of its own. */
export const inPlaceDrafts = (id: number): string => `customers.edit.${id}.`;

interface InlineEditProps {
  readonly field: FieldKey;
  readonly customer: FullCustomer;
  readonly words: Words;
  /** Whether something may be kept from before; where nothing is, typing begins at once. */
  readonly mayBeKept: boolean;
  /** Whether the person has just asked for it, and goes on typing here. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

/** One fact changed where it stands: Ctrl+S or 保存 keeps it, Esc leaves it as it was. */
export function InlineEdit(props: InlineEditProps) {
  const draft = useCustomerDraft(`${inPlaceDrafts(props.customer.index.id)}${props.field}`);
  const found = useFoundDraft(draft);
  const [waits] = useState(props.mayBeKept);
  if (found === undefined && waits) return <Loading lines={1} />;
  return <FactForm {...props} draft={draft} found={found ?? null} />;
}

interface FactFormProps extends InlineEditProps {
  readonly draft: DraftOf<CustomerDraft>;
  readonly found: CustomerDraft | null;
}

function FactForm(props: FactFormProps) {
  const { t, i18n } = useTranslation();
  const { customer, words, field, draft } = props;
  const [found] = useState(props.found);
  const { input, version } = customer;
  const { id } = customer.index;
  const root = useFocusInside(props.takesFocus);
  const [began] = useState(() => beganWith(found, { version, base: input }));
  const form = useCustomerForm(toFormValues(began.base));
  useKeptInput(form, draft, began, found);
  const close = () => {
    void draft.discard();
    props.onClose();
  };
  const save = useSaveCustomer(id, close);
  const newer = newerVersion(save.error);
  const similar = useSimilarCheck(form, { exceptId: id, enabled: RECOGNISED_BY.has(field) });
  const parts = partsOf(field);
  const { errors } = form.formState;
  const wrongElsewhere = Object.keys(errors).some((name) => !parts.some((part) => part === name));
  const submit = form.handleSubmit(async (changed) => {
    if (save.isPending || (await similar.hold())) return;
    save.mutate(toSave(began, customer, field, changed));
  });
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <Box ref={root} sx={{ py: 1 }} onKeyDown={leave}>
      <Form saves enter="submit" label={t(`customers:field.${field}`)} onSubmit={() => void submit()}>
        <Box sx={frame}>
          <FieldGrid>
            <CustomerField field={field} form={form} words={words} />
          </FieldGrid>
          <SimilarArchives check={similar} />
          {wrongElsewhere && <Alert severity="warning">{t('customers:wrong_elsewhere')}</Alert>}
          {save.error && !newer && <Alert severity="error">{errorText(t, save.error)}</Alert>}
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Typography variant="caption" sx={{ flex: 1, color: 'text.secondary' }}>
              {found && t('common:draft.restored')}
            </Typography>
            <Button size="small" onClick={close}>
              {t('common:cancel')}
            </Button>
            <Button size="small" type="submit" variant="contained" loading={save.isPending}>
              {t('common:save')}
            </Button>
          </Box>
        </Box>
      </Form>
      {newer && save.variables && (
        <ConflictDialog
          id={id}
          base={save.variables.before}
          mine={save.variables.input}
          theirs={newer.input}
          wording={{ t, language: i18n.language, words, category: newer.input.category }}
          pending={save.isPending}
          onMerged={(merged) =>
            save.mutate({ version: newer.version, before: newer.input, input: merged, reason: null })
          }
          onClose={() => save.reset()}
        />
      )}
    </Box>
  );
}

/**
 * This fact over what is saved now. Where somebody else has changed the same fact since, it is sent as a change of
 * the version that it began with: the vault then tells what theirs is.
 */
function toSave(began: Began, customer: FullCustomer, field: FieldKey, changed: CustomerInput): Save {
  const parts = partsOf(field);
  const { input, version } = customer;
  if (!parts.every((part) => sameField(began.base, input, part)))
    return { version: began.version, before: began.base, input: changed, reason: null };
  const mine = Object.fromEntries(parts.map((part) => [part, changed[part]]));
  return { version, before: input, input: { ...input, ...mine }, reason: null };
}

/** Begins typing in the first field of an element, where the person wants that. */
function useFocusInside(takesFocus: boolean) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    root.current?.querySelector<HTMLElement>('input, textarea, button')?.focus();
    root.current?.scrollIntoView({ block: 'nearest' });
  }, [takesFocus]);
  return root;
}

const frame = {
  display: 'grid',
  gap: 1,
  p: 1.5,
  border: '1px solid',
  borderColor: 'primary.main',
  borderRadius: 1,
};
