import NextIcon from '@mui/icons-material/ChevronRight';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import FirstIcon from '@mui/icons-material/FirstPage';
import LastIcon from '@mui/icons-material/LastPage';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countText, formatCount } from '../../lib/format.ts';

/** Where rows are in the whole list, and the ways on from there. */
export interface Paging {
  /** How many rows come before `rows[0]` and how many there are; for the line at the foot. */
  readonly firstIndex?: number | undefined;
  readonly total?: number | undefined;
  /** False: there are more than are counted. */
  readonly totalIsExact?: boolean;
  readonly hasPrevious?: boolean;
  readonly hasNext?: boolean;
  readonly onPrevious?: () => void;
  readonly onNext?: () => void;
  readonly onFirst?: () => void;
  readonly onLast?: () => void;
}

interface DataListFooterProps extends Paging {
  readonly rows: readonly unknown[];
  readonly foot?: ReactNode;
  /** After the ways to the ends of the list. */
  readonly end?: ReactNode;
}

/** Where in the whole list the shown rows are, with ways to its ends. */
export function DataListFooter(props: DataListFooterProps) {
  const { t, i18n } = useTranslation();
  const figure = (value: number) => formatCount(value, i18n.language);
  const { firstIndex, total, rows } = props;
  const count = rows.length;
  const paged = props.hasNext || props.hasPrevious;
  const isPart = paged && firstIndex !== undefined && count > 0;
  const part = isPart && { from: figure(firstIndex + 1), to: figure(firstIndex + count) };
  const whole = total === undefined ? undefined : countText(total, props.totalIsExact, i18n.language);
  const place = part
    ? whole === undefined
      ? t('common:list.part', part)
      : t('common:list.range', { ...part, total: whole })
    : whole !== undefined && t('common:list.total', { total: whole });
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        height: 36,
        px: 1.5,
        flex: 'none',
        borderTop: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }} aria-live="polite">
        {place}
      </Typography>
      <Box sx={{ flex: 1 }}>{props.foot}</Box>
      {paged && (
        <>
          {props.onFirst && (
            <FootButton label={t('common:list.first')} disabled={!props.hasPrevious} onClick={props.onFirst}>
              <FirstIcon />
            </FootButton>
          )}
          <FootButton
            label={t('common:list.previous')}
            disabled={!props.hasPrevious}
            onClick={props.onPrevious}
          >
            <PreviousIcon />
          </FootButton>
          <FootButton label={t('common:list.next')} disabled={!props.hasNext} onClick={props.onNext}>
            <NextIcon />
          </FootButton>
          {props.onLast && (
            <FootButton label={t('common:list.last')} disabled={!props.hasNext} onClick={props.onLast}>
              <LastIcon />
            </FootButton>
          )}
        </>
      )}
      {props.end}
    </Box>
  );
}

function FootButton(props: {
  label: string;
  disabled: boolean;
  onClick: (() => void) | undefined;
  children: ReactNode;
}) {
  return (
    <Tooltip describeChild title={props.label}>
      <span>
        <IconButton aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
          {props.children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
