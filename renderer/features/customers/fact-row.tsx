import EditIcon from '@mui/icons-material/EditOutlined';
import HistoryIcon from '@mui/icons-material/History';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wording } from './customer-text.ts';
import { FieldHistory } from './field-history.tsx';

interface FactRowProps {
  readonly label: string;
  readonly text: string | null;
  /** The field (or fields shown as one) whose history is one click away. */
  readonly fields: string;
  readonly customerId: number;
  readonly wording: Wording;
  readonly figures?: boolean;
  readonly wide?: boolean;
  readonly note?: string | null;
  /** Editing has just ended here: the button that began it has the focus. */
  readonly isLeft?: boolean;
  /** Present for those who may change it here. */
  readonly onEdit?: () => void;
}

/** Label and value; at the end of the line, seen when the line is pointed at or reached, 编辑 and 变更记录. */
export function FactRow(props: FactRowProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { label, text } = props;
  return (
    <Box sx={{ ...line, gridColumn: props.wide ? '1 / -1' : undefined }} onDoubleClick={props.onEdit}>
      <Typography component="dt" sx={{ width: 116, flex: 'none', color: 'text.secondary' }}>
        {label}
      </Typography>
      <Box component="dd" sx={{ m: 0, minWidth: 0, flex: 1, display: 'flex', gap: 0.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography
            className={props.figures ? 'figures' : undefined}
            sx={{
              overflowWrap: 'anywhere',
              ...(!props.figures && { whiteSpace: 'pre-line' }),
              color: text === null ? 'text.secondary' : undefined,
            }}
          >
            {text ?? t('customers:nothing')}
          </Typography>
          {props.note && (
            <Typography variant="caption" component="p" sx={{ color: 'warning.main' }}>
              {props.note}
            </Typography>
          )}
        </Box>
        <Box className="kd-tools" sx={{ display: 'flex', flex: 'none' }}>
          {props.onEdit && (
            <Tooltip title={t('common:edit')}>
              <IconButton
                autoFocus={props.isLeft ?? false}
                aria-label={t('customers:edit_field', { field: label })}
                onClick={props.onEdit}
              >
                <EditIcon />
              </IconButton>
            </Tooltip>
          )}
          <Tooltip title={t('customers:history.title')}>
            <IconButton
              aria-label={t('customers:history.of', { field: label })}
              aria-expanded={anchor !== null}
              onClick={(event) => setAnchor(event.currentTarget)}
            >
              <HistoryIcon />
            </IconButton>
          </Tooltip>
        </Box>
        {anchor && (
          <FieldHistory {...props} field={props.fields} anchor={anchor} onClose={() => setAnchor(null)} />
        )}
      </Box>
    </Box>
  );
}

const line = {
  display: 'flex',
  alignItems: 'flex-start',
  gap: 1,
  minWidth: 0,
  py: 0.5,
  // Labels stand under the title of their section; the ground that shows on pointing is a little wider.
  px: 0.5,
  mx: -0.5,
  borderRadius: 1,
  // A place of their own, so that they never lie over the value; no higher than a line of it.
  '& .kd-tools': { opacity: 0, alignSelf: 'flex-start', my: -0.5, '& .MuiIconButton-root': { p: '5px' } },
  '&:hover': { backgroundColor: 'action.hover' },
  '&:hover .kd-tools, &:focus-within .kd-tools': { opacity: 1 },
} as const;
