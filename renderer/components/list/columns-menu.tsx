import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined';
import { Box, Button, Checkbox, FormControlLabel, IconButton, Popover, Tooltip } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrangedColumn } from './use-list-columns.ts';

/** Which columns a list shows and in which order; kept for the person. */
export function ColumnsMenu(props: {
  columns: readonly ArrangedColumn[];
  onArrange: (columns: readonly ArrangedColumn[]) => void;
  onForget: () => void;
}) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { columns, onArrange } = props;
  const shown = columns.filter((column) => column.visible).length;
  const move = (index: number, by: -1 | 1) => {
    const column = columns[index];
    const other = columns[index + by];
    if (column && other) onArrange(columns.with(index, other).with(index + by, column));
  };
  return (
    <>
      <Tooltip title={t('common:columns.title')}>
        <IconButton
          aria-label={t('common:columns.title')}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ColumnsIcon />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      >
        <Box role="dialog" aria-label={t('common:columns.title')} sx={{ p: 1, width: 272 }}>
          {columns.map((column, index) => (
            <Box key={column.field} sx={{ display: 'flex', alignItems: 'center', pl: 1 }}>
              <FormControlLabel
                sx={{ flex: 1, minWidth: 0, mr: 0 }}
                control={
                  <Checkbox
                    size="small"
                    checked={column.visible}
                    disabled={column.visible && shown === 1}
                    onChange={(_event, visible) => onArrange(columns.with(index, { ...column, visible }))}
                  />
                }
                label={column.hidesItself ? t('common:columns.hides', { name: column.title }) : column.title}
              />
              <MoveButton
                label={t('common:columns.earlier', { name: column.title })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <UpIcon />
              </MoveButton>
              <MoveButton
                label={t('common:columns.later', { name: column.title })}
                disabled={index === columns.length - 1}
                onClick={() => move(index, 1)}
              >
                <DownIcon />
              </MoveButton>
            </Box>
          ))}
          <Button size="small" onClick={props.onForget} sx={{ mt: 0.5 }}>
            {t('common:columns.forget')}
          </Button>
        </Box>
      </Popover>
    </>
  );
}

function MoveButton(props: { label: string; disabled: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <IconButton aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
      {props.children}
    </IconButton>
  );
}
