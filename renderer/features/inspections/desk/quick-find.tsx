import { Alert, Box, List, ListItemButton, OutlinedInput, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/errors.ts';
import { EntryMark } from '../entry-mark.tsx';
import type { WalkLine } from '../inspection-types.ts';
import type { useQuickEntry } from './use-quick-entry.ts';

/** Which archive: by its label, or by the end of its 档号. */
export function QuickFind({ entry }: { entry: ReturnType<typeof useQuickEntry> }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const id = 'inspection-quick';
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <Typography component="label" htmlFor={id} variant="caption" sx={{ color: 'text.secondary' }}>
          {t('inspections:quick.which')}
        </Typography>
        <OutlinedInput
          id={id}
          fullWidth
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && text.trim().length > 1) void entry.find(text);
            if (event.key === 'ArrowDown') list.current?.querySelector<HTMLElement>('[role=button]')?.focus();
          }}
          slotProps={{
            input: { className: 'figures', maxLength: 60, spellCheck: false, autoComplete: 'off' },
          }}
        />
      </Box>
      {entry.error != null && <Alert severity="error">{errorText(t, entry.error)}</Alert>}
      {entry.found.length > 0 && (
        <>
          <Typography variant="caption">
            {t('inspections:quick.which_of', { count: entry.found.length })}
          </Typography>
          <List
            ref={list}
            dense
            disablePadding
            sx={{ maxHeight: 200, overflowY: 'auto' }}
            onKeyDown={moveFocus}
          >
            {entry.found.map((line) => (
              <Found key={line.id} line={line} onChoose={() => entry.choose(line)} />
            ))}
          </List>
        </>
      )}
    </Box>
  );
}

function Found({ line, onChoose }: { line: WalkLine; onChoose: () => void }) {
  return (
    <li>
      <ListItemButton component="div" role="button" onClick={onChoose} sx={{ gap: 1.5, py: 0.5 }}>
        <Typography className="figures">{line.archiveNo}</Typography>
        <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
          {line.name}
        </Typography>
        <EntryMark sheet={line.entry?.sheet ?? null} />
      </ListItemButton>
    </li>
  );
}

/** Arrows lead from one to the next. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=button]')];
  const here = all.findIndex((one) => one === document.activeElement);
  all[here + step]?.focus();
  event.preventDefault();
}
