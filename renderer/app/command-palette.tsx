import { Box, Dialog, InputBase, Typography } from '@mui/material';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_SOUGHT } from '../../db/domain/customer-list.ts';
import { Mark } from '../components/mark.tsx';
import { countText } from '../lib/format.ts';
import { useCan } from '../lib/session.tsx';
import { useOpenFirst } from '../lib/use-open-first.ts';
import { usePaletteItems, type PaletteItem } from './palette-items.ts';

/** Ctrl+K: any archive or command from anywhere. Arrows choose, Enter goes, Esc closes. */
export function CommandPalette(props: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const findsArchives = useCan('customers.list');
  const searches = t(findsArchives ? 'app:search.box' : 'app:search.commands');
  // By its key: what is found meanwhile comes above it, and Enter goes to what was chosen all the same.
  const [chosen, setChosen] = useState<string | null>(null);
  const { items, isFound, total, totalIsExact, searching, failed } = usePaletteItems(text, props.onClose);
  const place = items.findIndex(({ key }) => key === chosen);
  const at = Math.max(0, place);
  const openFirst = useOpenFirst(text, { first: items[0], isFound, onOpen: (item) => item.run() });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setChosen(items[(at + step + items.length) % items.length]?.key ?? null);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (place === -1) openFirst();
      else items[place]?.run();
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      aria-labelledby={`${id}-title`}
      maxWidth="sm"
      fullWidth
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start', pt: 4 } }}
    >
      <h2 id={`${id}-title`} className="visually-hidden">
        {searches}
      </h2>
      <InputBase
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
        placeholder={findsArchives ? t('app:search.hint') : searches}
        sx={{ px: 2, py: 1.25, borderBottom: '1px solid', borderColor: 'divider' }}
        slotProps={{
          input: {
            role: 'combobox',
            'aria-expanded': items.length > 0,
            'aria-controls': `${id}-list`,
            'aria-activedescendant': items[at] ? `${id}-${at}` : undefined,
            'aria-label': searches,
            maxLength: LONGEST_SOUGHT,
            spellCheck: false,
          },
        }}
      />
      <Box
        role="listbox"
        id={`${id}-list`}
        aria-label={searches}
        sx={{ overflowY: 'auto', maxHeight: '60vh', p: 1 }}
      >
        {items.map((item, index) => (
          <PaletteRow
            key={item.key}
            id={`${id}-${index}`}
            item={item}
            active={index === at}
            words={text.trim().split(/\s+/)}
            onHover={() => setChosen(item.key)}
          />
        ))}
      </Box>
      <Typography
        variant="caption"
        component="output"
        sx={{ px: 2, py: 0.75, borderTop: '1px solid', borderColor: 'divider', color: 'text.secondary' }}
      >
        {failed
          ? t('app:search.failed')
          : total !== null
            ? t('app:search.found', { total: countText(total, totalIsExact, i18n.language) })
            : searching
              ? t('app:search.searching')
              : t('app:search.keys')}
      </Typography>
    </Dialog>
  );
}

interface PaletteRowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly words: readonly string[];
  readonly onHover: () => void;
}

function PaletteRow({ id, item, active, words, onHover }: PaletteRowProps) {
  return (
    <Box
      id={id}
      role="option"
      aria-selected={active}
      onMouseMove={onHover}
      onClick={item.run}
      ref={(row: HTMLElement | null) => {
        if (active) row?.scrollIntoView({ block: 'nearest' });
      }}
      sx={{
        display: 'flex',
        alignItems: 'baseline',
        gap: 2,
        px: 1,
        minHeight: 36,
        py: 0.75,
        borderRadius: 1,
        cursor: 'pointer',
        backgroundColor: active ? 'action.selected' : 'transparent',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography noWrap>
          <Mark text={item.label} {...(item.labelRanges ? { ranges: item.labelRanges } : { words })} />
        </Typography>
        {item.detail && (
          <Typography variant="caption" component="p" noWrap sx={{ color: 'text.secondary' }}>
            {item.detail.field} <Mark text={item.detail.text} ranges={item.detail.ranges} />
          </Typography>
        )}
      </Box>
      <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
        {item.aside}
      </Typography>
    </Box>
  );
}
