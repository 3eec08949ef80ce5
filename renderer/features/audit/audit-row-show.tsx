import CloseIcon from '@mui/icons-material/Close';
import { Box, IconButton, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { actionWords, objectWords, roleWords, settingWords, whyWords } from '../../../db/domain/log-words.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { Facts } from '../../components/page.tsx';
import { SecrecyMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { Change } from '../customers/field-history.tsx';
import { useWords } from '../lists/use-words.ts';
import type { AuditRow } from './audit-list.tsx';
import { useSay } from './use-say.ts';

type Changes = inferRouterOutputs<AppRouter>['audit']['row']['changes'];

/** One row of the log: all that it says, and what it changed, as far as the reader may know. */
export function AuditRowShow({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const say = useSay();
  const query = useQuery(vault.audit.row.queryOptions({ seq: row.seq }));
  const secrecy = SECRECY_CLASSES.find((one) => one === row.secrecy);
  const fact = (key: string, value: React.ReactNode, wide = false) => ({
    label: t(`audit:column.${key}`),
    value,
    wide,
  });
  return (
    <Box component="section" aria-label={t('audit:row.title', { seq: row.seq })} sx={{ p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1.5 }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {t('audit:row.title', { seq: row.seq })}
        </Typography>
        <IconButton aria-label={t('common:close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </Box>
      <Facts
        least={320}
        facts={[
          fact('at', instantText(row.at)),
          ...(row.login === ''
            ? []
            : [fact('name', t('audit:person', { name: row.name, login: row.login }))]),
          fact('role', roleWords(say, row.role)),
          fact('action', actionWords(say, row.action)),
          fact('object', objectWords(say, row.object, row.about), true),
          ...(secrecy ? [fact('secrecy', <SecrecyMark secrecy={secrecy} />)] : []),
          ...(row.writtenBy ? [fact('written_by', t('audit:row.written_by', row.writtenBy), true)] : []),
          fact('decision', t(`audit:decision.${row.decision === 'deny' ? 'deny' : 'allow'}`)),
          ...(row.reason === null ? [] : [fact('reason', whyWords(say, instantText, row), true)]),
        ]}
      />
      <Typography variant="h3" sx={{ mt: 2, mb: 1 }}>
        {t('audit:row.changes')}
      </Typography>
      <QueryView query={query}>
        {({ changes, hash, prevHash }) => (
          <>
            <Changed changes={changes} />
            <Typography
              variant="caption"
              component="p"
              className="figures"
              sx={{ mt: 2, color: 'text.secondary', whiteSpace: 'normal', overflowWrap: 'anywhere' }}
            >
              {t('audit:row.hashes', { hash, before: prevHash })}
            </Typography>
          </>
        )}
      </QueryView>
    </Box>
  );
}

function Changed({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  const say = useSay();
  const said = (text: string) => <Typography sx={{ color: 'text.secondary' }}>{text}</Typography>;
  if (changes.kind === 'none') return said(t('audit:row.none'));
  if (changes.kind === 'hidden') return said(t('audit:row.hidden'));
  if (changes.kind === 'unkept') return said(unkeptText(t, changes.isAsNow));
  if (changes.kind === 'archive') return <ArchiveChanges {...changes} />;
  if (changes.kind === 'list') return <ListChanges {...changes} />;
  if (changes.kind === 'settings') {
    const hasGrades = changes.settings.some(({ after }) => after === null);
    const lines = changes.settings.map((change) => settingWords(say, change));
    return <Lines lines={lines} note={hasGrades ? t('audit:row.settings_grades') : null} />;
  }
  const roles = (held: readonly string[]) => roleWords(say, held.join('+'));
  return (
    <Typography>
      <del style={{ textDecoration: 'none' }}>{roles(changes.before)}</del>
      {' → '}
      <ins style={{ textDecoration: 'none' }}>{roles(changes.after)}</ins>
    </Typography>
  );
}

function unkeptText(t: TFunction, isAsNow: boolean | null): string {
  if (isAsNow === null) return t('audit:row.unkept');
  return t(isAsNow ? 'audit:row.unkept_now' : 'audit:row.unkept_since');
}

/** What became of the choices of a list, by what they are called today. */
function ListChanges({ list, choices }: Extract<Changes, { kind: 'list' }>) {
  const { t } = useTranslation();
  const words = useWords();
  const lines = choices.map(({ what, code }) =>
    t(`audit:row.list_${what}`, { choice: words.label(list, code) ?? '' }),
  );
  return <Lines lines={lines} note={t('audit:row.list_names')} />;
}

function Lines({ lines, note }: { lines: readonly string[]; note: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <Box
        component="ul"
        aria-label={t('audit:row.changes')}
        className="figures"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}
      >
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
      {note !== null && <Typography sx={{ mt: 1, color: 'text.secondary' }}>{note}</Typography>}
    </>
  );
}

function ArchiveChanges({ category, lines }: Extract<Changes, { kind: 'archive' }>) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const wording = { t, language: i18n.language, words, category };
  if (lines.length === 0) return <Typography>{t('audit:row.none')}</Typography>;
  return (
    <Table size="small" aria-label={t('audit:row.changes')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('customers:history.field')}</TableCell>
          <TableCell>{t('customers:history.change')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.field} sx={{ '& td': { verticalAlign: 'top' } }}>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{t(`customers:field.${line.field}`)}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
              <Change wording={wording} {...line} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
