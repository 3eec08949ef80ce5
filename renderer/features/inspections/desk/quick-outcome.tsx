import { Box, Button, Typography } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { BLANK_SHEET, OUTCOMES, type Outcome, type Sheet } from '../../../../db/domain/inspection.ts';
import { shelfText } from '../../../../db/domain/text/shelf-text.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { useZone } from '../../../lib/use-today.ts';
import { OUTCOME_TONES, outcomeText, parseLevel, seenText } from '../texts.ts';
import { KeyHint } from './outcome-buttons.tsx';
import { SheetText } from './sheet-text.tsx';
import { keyOfOutcome, OUTCOME_KEYS } from './use-desk-keys.ts';
import type { QuickLine } from './use-quick-entry.ts';

interface QuickOutcomeProps {
  readonly line: QuickLine;
  readonly onEnter: (sheet: Partial<Sheet> | null) => Promise<void>;
  readonly onBack: () => void;
}

/** How the archive stands: one key, Enter for 在位; two of the outcomes ask for a word more. */
export function QuickOutcome({ line, onEnter, onBack }: QuickOutcomeProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const [asking, setAsking] = useState<Outcome | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asking === null) root.current?.focus();
  }, [asking]);
  const { entry } = line;
  const take = (outcome: Outcome) => {
    if (outcome === 'on_loan' || outcome === 'misplaced') setAsking(outcome);
    else void onEnter({ ...BLANK_SHEET, ...entry?.sheet, outcome });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== root.current || event.nativeEvent.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === 'enter') void onEnter(entry ? null : BLANK_SHEET);
    else if (key === 'backspace') onBack();
    else if (Object.hasOwn(OUTCOME_KEYS, key)) take(OUTCOME_KEYS[key as keyof typeof OUTCOME_KEYS]);
    else return;
    event.preventDefault();
  };
  return (
    <Box ref={root} tabIndex={-1} onKeyDown={onKeyDown} sx={{ display: 'grid', gap: 1.5, outline: 'none' }}>
      <Box>
        <Typography variant="h1" component="p">
          {line.name}
        </Typography>
        <Typography className="figures" sx={{ color: 'text.secondary' }}>
          {[line.archiveNo, line.shelf && shelfText(line.shelf)].filter(Boolean).join('　')}
        </Typography>
        {entry && (
          <Typography sx={{ mt: 0.5 }}>
            {t('inspections:quick.noted', {
              seen: seenText(t, zone, entry),
              outcome: outcomeText(t, entry.sheet),
            })}
          </Typography>
        )}
      </Box>
      {asking ? (
        <Asked outcome={asking} onEnter={onEnter} onBack={() => setAsking(null)} />
      ) : (
        <Box role="group" aria-label={t('inspections:outcome.label')} sx={{ display: 'flex', gap: 1 }}>
          {OUTCOMES.map((outcome) => (
            <Button
              key={outcome}
              variant="outlined"
              onClick={() => take(outcome)}
              sx={{ color: 'text.primary' }}
            >
              <StateMark tone={OUTCOME_TONES[outcome]} label={t(`inspections:outcome.${outcome}`)} />
              <KeyHint>{keyOfOutcome(outcome)}</KeyHint>
            </Button>
          ))}
        </Box>
      )}
      {!asking && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t(entry ? 'inspections:quick.keys_noted' : 'inspections:quick.keys')}
        </Typography>
      )}
    </Box>
  );
}

/** Who has it, or where it stood; Enter goes on. */
function Asked(props: { outcome: Outcome; onEnter: QuickOutcomeProps['onEnter']; onBack: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const isLoan = props.outcome === 'on_loan';
  const foundAt = isLoan ? null : parseLevel(text);
  const borrower = isLoan && text.trim() !== '' ? text.trim() : null;
  const isReady = foundAt !== null || borrower !== null;
  const send = () => {
    if (isReady) void props.onEnter({ ...BLANK_SHEET, outcome: props.outcome, foundAt, borrower });
  };
  return (
    <Box
      sx={{ display: 'grid', gap: 1 }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) send();
      }}
    >
      <SheetText
        id="inspection-quick-more"
        label={t(isLoan ? 'inspections:borrower' : 'inspections:found_level_hint')}
        value={text}
        maxLength={60}
        autoFocus
        onChange={setText}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="contained" disabled={!isReady} onClick={send}>
          {t('inspections:quick.note')}
        </Button>
        <Button onClick={props.onBack}>{t('common:back')}</Button>
      </Box>
    </Box>
  );
}
