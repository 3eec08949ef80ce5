import { Box, Typography } from '@mui/material';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { cleanUscc, USCC_LENGTH } from '../../../db/domain/uscc.ts';
import { useVault } from '../../lib/vault.ts';
import { useSettled } from '../../lib/use-later.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import type { CustomerForm } from './form-values.ts';

const SETTLE_MS = 350;

const MARKS = ['name', 'uscc', 'phones', 'contacts'] as const;

/** What a customer can be recognised by, as far as it is typed. */
function marksOf({ name, uscc, phones, contacts }: Pick<CustomerForm, (typeof MARKS)[number]>) {
  const code = cleanUscc(uscc);
  return {
    name: name.trim(),
    uscc: code.length === USCC_LENGTH ? code : null,
    phones: [...phones, ...contacts.flatMap((contact) => [contact.mobile, contact.phone])]
      .map((phone) => phone.trim())
      .filter((phone) => phone.length >= 7)
      .slice(0, 40),
  };
}
type Marks = ReturnType<typeof marksOf>;

const isMarked = (marks: Marks) => marks.name.length >= 2 || marks.uscc !== null || marks.phones.length > 0;

interface SimilarOptions {
  /** The archive that is being changed. */
  readonly exceptId?: number | undefined;
  readonly enabled?: boolean;
}

/**
 * Archives that may be the customer in a form (rules.md A1). A save asks for them first, and waits where there is one
 * that nobody can have seen; asked once more, it goes ahead.
 */
export function useSimilarCheck(form: CustomerFormApi, { exceptId, enabled = true }: SimilarOptions) {
  const vault = useVault();
  const queries = useQueryClient();
  const seen = useRef(new Set<number>());
  const isAsking = useRef(false);
  const [held, setHeld] = useState(false);
  const optionsFor = (marks: Marks) => ({
    ...vault.customers.similar.queryOptions({ ...marks, ...(exceptId === undefined ? {} : { exceptId }) }),
    enabled: enabled && isMarked(marks),
  });
  /** Whether a save should wait. */
  const hold = async (): Promise<boolean> => {
    if (isAsking.current) return true;
    const { enabled: asks, ...options } = optionsFor(marksOf(form.getValues()));
    if (!asks) return false;
    isAsking.current = true;
    try {
      // Anew: another archive may have got the same code a moment ago.
      const all = await queries.fetchQuery({ ...options, staleTime: 0 });
      const unseen = all.some(({ id }) => !seen.current.has(id));
      setHeld(unseen);
      return unseen;
    } catch {
      // Whatever refuses the question refuses the save too, and says why.
      return false;
    } finally {
      isAsking.current = false;
    }
  };
  return { form, optionsFor, seen, held, hold };
}

/** The archives that were found once typing rests, to be opened and compared. */
export function SimilarArchives(props: { check: ReturnType<typeof useSimilarCheck> }) {
  const { t } = useTranslation();
  const { form, optionsFor, seen, held } = props.check;
  const [name, uscc, phones, contacts] = useWatch({ control: form.control, name: MARKS });
  const typed = JSON.stringify(marksOf({ name, uscc, phones, contacts }));
  const marks = JSON.parse(useSettled(typed, SETTLE_MS)) as Marks;
  const { data } = useQuery({ ...optionsFor(marks), placeholderData: keepPreviousData });
  useEffect(() => {
    for (const { id } of data ?? []) seen.current.add(id);
  }, [data, seen]);
  const found = data ?? [];
  return (
    <Box aria-live="polite">
      {found.length > 0 && (
        <Box
          component="section"
          aria-label={t('customers:similar.title')}
          sx={{ border: '1px solid', borderColor: 'warning.main', borderRadius: 1, p: 1.5 }}
        >
          <Typography variant="h2" sx={{ color: 'warning.main' }}>
            {t('customers:similar.title')}
          </Typography>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 1 }}>
            {held ? t('customers:similar.once_more') : t('customers:similar.text')}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
            {found.map((one) => (
              <li key={one.id}>
                <Typography
                  component={Link}
                  to={`/customers/${one.id}`}
                  sx={{ color: 'primary.main', display: 'block' }}
                >
                  {one.name}
                </Typography>
                <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                  {one.archiveNo} · {t(`customers:similar.${one.why}`)}
                </Typography>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
