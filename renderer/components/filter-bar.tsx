import SearchIcon from '@mui/icons-material/Search';
import { Box, Button, Chip, InputAdornment, OutlinedInput } from '@mui/material';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_SOUGHT } from '../../db/domain/customer-list.ts';
import { useShortcut } from '../lib/shortcuts.ts';

export interface ActiveFilter {
  readonly key: string;
  /** What it says: `省份：广东`. */
  readonly label: string;
  readonly onRemove: () => void;
}

interface FilterBarProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly placeholder: string;
  /** Buttons at the right: new, export … */
  readonly actions?: ReactNode;
}

/** Above a list: the search box (`/`) and the list's actions. */
export function FilterBar(props: FilterBarProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        py: 1,
        borderBottom: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <SearchField {...props} inputRef={input} />
      <Box sx={{ flex: 1 }} />
      {props.actions}
    </Box>
  );
}

/** What is filtered, as chips that can be taken off. Above the rows alone, so that the facets stay where they are. */
export function FilterChips(props: { filters: readonly ActiveFilter[]; onClear: () => void }) {
  const { t } = useTranslation();
  if (props.filters.length === 0) return null;
  return (
    <Box component="ul" sx={chips}>
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
  );
}

const chips = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 0.5,
  px: 2,
  py: 1,
  m: 0,
  listStyle: 'none',
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};

function SearchField(props: FilterBarProps & { inputRef: React.RefObject<HTMLInputElement | null> }) {
  return (
    <OutlinedInput
      type="search"
      value={props.text}
      inputRef={props.inputRef}
      onChange={(event) => props.onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (props.text) props.onText('');
        else event.currentTarget.querySelector('input')?.blur();
      }}
      placeholder={props.placeholder}
      sx={{ flex: '0 1 360px', minWidth: 120 }}
      slotProps={{ input: { 'aria-label': props.placeholder, maxLength: LONGEST_SOUGHT, spellCheck: false } }}
      startAdornment={
        <InputAdornment position="start">
          <SearchIcon />
        </InputAdornment>
      }
    />
  );
}
