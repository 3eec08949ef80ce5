import { Box } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { InboxLine } from './inbox-line.tsx';
import { keyOf } from './plan.ts';
import type { InboxLine as Line } from './use-inbox.ts';

interface InboxListProps {
  readonly label: string;
  readonly lines: readonly Line[];
  /** They wait for the person. */
  readonly waits: boolean;
  /** The case beside the list. */
  readonly openKey: string | undefined;
  readonly onOpen: (line: Line) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** The lines by keyboard: arrows move, Enter opens, Space selects what can be signed with others. */
export function InboxList(props: InboxListProps) {
  const { lines, openKey, selected } = props;
  const root = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(0);
  const keys = lines.map(keyOf).join(' ');
  const isFirst = useRef(true);
  // The keyboard is on the list once that is there, and again when the line that it was on is gone.
  useEffect(() => {
    const { activeElement } = document;
    const isElsewhere = activeElement !== null && activeElement !== document.body;
    const isTyping = activeElement instanceof HTMLInputElement;
    if (isFirst.current ? !isTyping : !isElsewhere) optionAt(root.current, place)?.focus();
    isFirst.current = false;
    // eslint-disable-next-line react/exhaustive-deps -- only where the lines are others
  }, [keys]);
  useEffect(() => {
    const open = root.current?.querySelector('[aria-current=true]');
    open?.scrollIntoView({ block: 'nearest' });
  }, [openKey]);
  const current = Math.min(place, Math.max(0, lines.length - 1));
  const toggle = (line: Line) => {
    if (line.signs.length === 0) return;
    const next = new Set(selected);
    if (!next.delete(keyOf(line))) next.add(keyOf(line));
    props.onSelect(next);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const line = lines[current];
    const by = STEPS[event.key];
    if (by !== undefined) optionAt(root.current, clamp(current + by, lines.length))?.focus();
    else if (event.key === 'Enter' && line) props.onOpen(line);
    else if (event.key === ' ' && line) toggle(line);
    else return;
    event.preventDefault();
  };
  return (
    <Box
      ref={root}
      role="listbox"
      aria-label={props.label}
      aria-multiselectable
      onKeyDown={onKey}
      sx={{ overflowY: 'auto', flex: 1, minHeight: 0, backgroundColor: 'background.paper' }}
    >
      {lines.map((line, index) => {
        const key = keyOf(line);
        return (
          <Box
            key={key}
            role="option"
            aria-selected={selected.has(key)}
            aria-current={key === openKey ? 'true' : undefined}
            tabIndex={index === current ? 0 : -1}
            onFocus={() => setPlace(index)}
            onClick={(event) => (event.ctrlKey || event.metaKey ? toggle(line) : props.onOpen(line))}
            sx={optionStyle}
          >
            <InboxLine line={line} waits={props.waits} selected={selected.has(key)} />
          </Box>
        );
      })}
    </Box>
  );
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}

function optionAt(root: HTMLElement | null, index: number): HTMLElement | undefined {
  const options = root?.querySelectorAll<HTMLElement>('[role=option]') ?? [];
  return options[clamp(index, options.length)];
}

const optionStyle = {
  display: 'grid',
  gap: 0.25,
  px: 2,
  py: 0.75,
  minHeight: 56,
  alignContent: 'center',
  cursor: 'default',
  borderBottom: '1px solid',
  borderBottomColor: 'divider',
  borderLeft: '3px solid transparent',
  '&:hover': { backgroundColor: 'action.hover' },
  '&:focus-visible': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: '-2px' },
  '&[aria-current=true]': { backgroundColor: 'action.selected' },
  '&[aria-selected=true]': { borderLeftColor: 'primary.main', backgroundColor: 'action.selected' },
} as const;
