import { Alert } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { blankContact, blankCustomer, type CustomerInput } from '../../../db/domain/customer.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../db/domain/roles.ts';
import { useCaseHome } from '../../components/flow/use-case-home.ts';
import { CaseHead, stepOfForm, useCaseForm } from '../../components/flow/use-case-form.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { CustomerFormPage } from '../customers/customer-form-page.tsx';
import { fieldText } from '../customers/customer-text.ts';
import { changedFields } from '../customers/merge.ts';
import { useUnfiledForm, WithDraft, type Opened } from '../customers/unfiled-form.tsx';
import { filingDesk, type Filing } from './filing-desk.tsx';

/** A new 建档申请, one's own to be mended, or one to be completed and filed by who accepts it (rules.md A1). */
export function FilingForm({ opened: filing }: { opened: Filing | null }) {
  const accepts = stepOfForm(filingDesk, filing).asks ? '' : 'accept.';
  return (
    <WithDraft name={filing ? `filings.${accepts}${filing.id}` : 'filings.new'}>
      {(kept) => <OpenForm filing={filing} kept={kept} />}
    </WithDraft>
  );
}

function OpenForm({ filing, kept }: { filing: Filing | null; kept: Opened }) {
  const { t } = useTranslation();
  const { accept } = useVaultClient().filings;
  const { account } = useSession();
  const mayGive = useMayGive(filing);
  const isShort = useShort(filing);
  const { form, page, leave, version } = useUnfiledForm(kept, {
    initial: filing?.input ?? {
      ...blankCustomer('client'),
      responsibleId: account.personId,
      // A line to begin with; left empty it is nobody.
      contacts: isShort ? [blankContact()] : [],
    },
    version: filing?.version ?? null,
    back: useCaseHome('filings')().to,
  });
  const flow = useCaseForm(filingDesk, filing, { version, leave });
  const changesTo = useChanges(kept);
  const askToAccept =
    ({ id, input: reported }: Filing, seen: number) =>
    (input: CustomerInput) =>
      flow.decide({
        step: 'accept',
        changes: changesTo(reported, input),
        async take() {
          const filed = await accept.mutate({ id, version: seen, input });
          return {
            said: t('customers:created', { archiveNo: filed.archiveNo }),
            to: `/customers/${filed.id}`,
          };
        },
      });
  const accepts = !flow.asks && filing && version !== null;
  const keep = () => void form.handleSubmit(flow.save(false))();
  return (
    <>
      <CustomerFormPage
        {...page}
        {...flow.page}
        short={isShort}
        {...(accepts && { mayGive })}
        onSubmit={accepts ? askToAccept(filing, version) : flow.save(true)}
        otherActions={flow.actions(keep)}
        head={
          filing && (
            <CaseHead desk={filingDesk} opened={filing}>
              {accepts && filing.lag?.late && (
                <Alert severity="warning">{t('filings:late_text', { days: filing.lag.days })}</Alert>
              )}
            </CaseHead>
          )
        }
      />
      {flow.dialog}
    </>
  );
}

/**
 * Who reports a customer and files none says what they know after a first meeting. What came back is mended in the whole
 * form: what was missing may be anything.
 */
function useShort(filing: Filing | null): boolean {
  const mayFile = useCan('customers.create');
  return !mayFile && (filing === null || filing.state === 'draft');
}

/** A lower class than was reported takes who may classify (S1). */
function useMayGive(filing: Filing | null) {
  const mayClassify = useCan('customers.classify');
  const reported = SECRECY_CLASSES.indexOf(filing?.secrecy ?? 'normal');
  return (given: Secrecy) => mayClassify || SECRECY_CLASSES.indexOf(given) >= reported;
}

/** What was changed while it was completed, in words. */
function useChanges({ words }: Opened) {
  const { t, i18n } = useTranslation();
  return (before: CustomerInput, after: CustomerInput) => {
    const textOf = (of: CustomerInput, field: keyof CustomerInput) =>
      fieldText({ t, language: i18n.language, words, category: of.category }, field, of[field]);
    return changedFields(before, after).map((field) => ({
      label: t(`customers:field.${field}`),
      before: textOf(before, field),
      after: textOf(after, field),
    }));
  };
}
