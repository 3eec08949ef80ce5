import { Box, Typography } from '@mui/material';
import { HIDDEN, type ReportFigures, type ReportTable } from '../../../../db/domain/reports/figures.ts';
import { useTranslation } from 'react-i18next';
import { TableView, type FigureBesides } from '../table-view.tsx';
import type { Pictures } from '../use-report.ts';
import type { CommentPlace } from './comment-dialog.tsx';
import type { RunComment } from './run-types.ts';

interface RunTablesProps {
  readonly figures: ReportFigures;
  readonly charts: Pictures;
  readonly comments: readonly RunComment[];
  /** Null where nothing can be said of them. */
  readonly onFigure: ((place: CommentPlace) => void) | null;
}

/** The figures as they were frozen: what was amended old → new, what was said of one marked at it. */
export function RunTables({ figures, charts, comments, onFigure }: RunTablesProps) {
  const { t } = useTranslation();
  const loose = comments.filter(({ measure }) => measure === null);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <h2 className="visually-hidden">{t('reports:tables')}</h2>
      <Typography sx={{ color: 'text.secondary' }}>{figures.asked.join('　')}</Typography>
      {loose.map((comment) => (
        <Typography key={`${comment.at} ${comment.text}`}>
          {t('reports:comment.said', { ...comment })}
        </Typography>
      ))}
      {figures.tables.map((table) => (
        <TableView
          key={table.key}
          table={table}
          picture={charts(table)}
          asks={onFigure ? 'all' : 'none'}
          onFigure={(row, measure) => onFigure?.(placeOf(table, row, measure))}
          besides={(row, measure) => besidesOf({ figures, comments, t }, table.key, row || null, measure)}
        />
      ))}
    </Box>
  );
}

/** A row under no name is named to nobody: what is said stands at its table. */
function placeOf(table: ReportTable, row: string, measure: string): CommentPlace {
  const line = row === '' ? table.totals : table.rows.find(({ key }) => key === row)?.figures;
  const at = table.columns.findIndex(({ key }) => key === measure);
  return {
    table: table.key,
    row: row === '' ? null : row,
    measure,
    title: table.title,
    label: table.rows.find(({ key }) => key === row)?.label ?? null,
    column: table.columns[at]?.title ?? '',
    figure: line?.[at] ?? null,
  };
}

interface Said {
  readonly figures: Pick<ReportFigures, 'amended'>;
  readonly comments: readonly RunComment[];
  readonly t: (key: string, values: Readonly<Record<string, unknown>>) => string;
}

/** What a figure was before the first amendment, and what was said of it. */
export function besidesOf(
  { figures, comments, t }: Said,
  table: string,
  row: string | null,
  measure: string,
): FigureBesides | null {
  const isHere = (one: { table: string | null; row: string | null; measure: string | null }) =>
    one.table === table && one.row === row && one.measure === measure;
  const amended = figures.amended.find(isHere);
  const texts = comments.filter(isHere).map((comment) => t('reports:comment.said', { ...comment }));
  if (!amended && texts.length === 0) return null;
  return { comments: texts, ...(amended && amended.old !== HIDDEN && { old: amended.old }) };
}
