import SearchIcon from '@mui/icons-material/Search';
import { Box, Button, Chip, InputAdornment, OutlinedInput } from '@mui/material';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../lib/shortcuts.ts';

export interface ActiveFilter {
  readonly key: string;
  /** What it says: `省份：广东`. */
  readonly label: string;
  readonly onRemove: () => void;
}

interface FilterBarProps {
  readonly text: string;
  /** Told while typing, at most every 120 ms. */
  readonly onText: (text: string) => void;
  readonly placeholder: string;
  readonly filters: readonly ActiveFilter[];
  readonly onClear: () => void;
  /** Buttons at the right: new, export … */
  readonly actions?: ReactNode;
}

/** Above a list: search box (`/`), what is filtered as chips that can be taken off, and the list's actions. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  return (
    <Box sx={{ borderBottom: '1px solid', borderColor: 'divider', backgroundColor: 'background.paper' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 1 }}>
        <SearchField {...props} inputRef={input} />
        <Box sx={{ flex: 1 }} />
        {props.actions}
      </Box>
      {props.filters.length > 0 && (
        <Box
          component="ul"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, px: 2, pb: 1, m: 0, listStyle: 'none' }}
        >
          {props.filters.map((filter) => (
            <li key={filter.key}>
              <Chip label={filter.label} onDelete={filter.onRemove} variant="outlined" />
            </li>
          ))}
          <li>
            <Button size="small" onClick={props.onClear} sx={{ minHeight: 24, py: 0 }}>
              {t('common:filter.clear')}
            </Button>
          </li>
        </Box>
      )}
    </Box>
  );
}

function SearchField(props: FilterBarProps & { inputRef: React.RefObject<HTMLInputElement | null> }) {
  const [typed, setTyped] = useState(props.text);
  const [told, setTold] = useState(props.text);
  const { text, onText } = props;
  if (text !== told) {
    setTold(text); // changed from outside: a view chosen, filters cleared
    setTyped(text);
  }
  useEffect(() => {
    if (typed === told) return undefined;
    const timer = setTimeout(() => {
      setTold(typed);
      onText(typed);
    }, 120);
    return () => clearTimeout(timer);
  }, [typed, told, onText]);
  return (
    <OutlinedInput
      type="search"
      value={typed}
      inputRef={props.inputRef}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (typed) setTyped('');
        else event.currentTarget.querySelector('input')?.blur();
      }}
      placeholder={props.placeholder}
      sx={{ width: 360, maxWidth: '50%' }}
      slotProps={{ input: { 'aria-label': props.placeholder, spellCheck: false } }}
      startAdornment={
        <InputAdornment position="start">
          <SearchIcon />
        </InputAdornment>
      }
    />
  );
}
