import CommentIcon from '@mui/icons-material/ModeCommentOutlined';
import {
  Box,
  ButtonBase,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Tooltip,
  Typography,
} from '@mui/material';
import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CHART_HEIGHT_MM, CHART_WIDTH_MM, type ChartKind } from '../../../db/domain/document/chart.ts';
import type { Figure, ReportColumn, ReportTable } from '../../../db/domain/reports/figures.ts';
import { formatCount } from '../../lib/format.ts';

interface TableViewProps {
  readonly table: ReportTable;
  /** Its chart as SVG, whose figures stand in the table; null where it is awaited, and has its room. */
  readonly picture: string | null | undefined;
  /** A figure was asked after: a row, an empty text for the line of totals, and a measure; null: none opens anything. */
  readonly onFigure: ((row: string, measure: string) => void) | null;
  /** Which figures can be asked after: counts of archives, every one, or none. */
  readonly asks?: 'counts' | 'all' | 'none';
  /** What stands at a figure besides. */
  readonly besides?: (row: string, measure: string) => FigureBesides | null;
}

export interface FigureBesides {
  /** What it was before it was amended; absent where it was not. */
  readonly old?: Figure;
  /** What was said of it. */
  readonly comments: readonly string[];
}

/** One table as it is printed; a count opens the archives behind it. */
export function TableView({ table, picture, onFigure, asks = 'counts', besides }: TableViewProps) {
  const { t } = useTranslation();
  const title = useId();
  const { columns, rows, totals, notes } = table;
  const isOfNames = rows.some(({ archive }) => archive !== null);
  const isAsked = asks === 'all' || (asks === 'counts' && !isOfNames);
  const lineOf = (row: string) => ({
    onAsk: onFigure && isAsked ? (measure: string) => onFigure(row, measure) : null,
    isAll: asks === 'all',
    besides: (measure: string) => besides?.(row, measure) ?? null,
  });
  return (
    <Box component="section" aria-labelledby={title}>
      <Typography id={title} variant="h3" sx={{ mb: 0.75 }}>
        {table.title}
      </Typography>
      {table.chart && picture !== undefined && (
        <Picture svg={picture} kind={table.chart.kind} alt={t('reports:chart_of', { table: table.title })} />
      )}
      {/* Where no figure takes the keyboard the table does, to be moved where it is wider than its place. */}
      <Box
        tabIndex={onFigure && isAsked ? undefined : 0}
        role="group"
        aria-labelledby={title}
        sx={frameStyle}
      >
        <Table size="small" aria-labelledby={title} sx={tableStyle}>
          <TableHead>
            <TableRow>
              <TableCell>{table.head}</TableCell>
              {columns.map((column) => (
                <TableCell key={column.key} align={alignOf(column)}>
                  {column.title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.length === 0 && (
              <TableRow>
                <TableCell colSpan={columns.length + 1} sx={{ color: 'text.secondary' }}>
                  {t('reports:no_rows')}
                </TableCell>
              </TableRow>
            )}
            {rows.map((row, at) => (
              <Fragment key={row.key}>
                {row.group !== null && row.group !== rows[at - 1]?.group && (
                  <TableRow>
                    <TableCell component="th" scope="rowgroup" colSpan={columns.length + 1} sx={groupStyle}>
                      {row.group}
                    </TableCell>
                  </TableRow>
                )}
                <TableRow hover>
                  <TableCell component="th" scope="row" sx={{ pl: row.group === null ? undefined : 4 }}>
                    {row.label}
                  </TableCell>
                  <Figures columns={columns} figures={row.figures} {...lineOf(row.key)} />
                </TableRow>
              </Fragment>
            ))}
            {totals && (
              <TableRow sx={totalStyle}>
                <TableCell component="th" scope="row">
                  {t('reports:total')}
                </TableCell>
                <Figures columns={columns} figures={totals} {...lineOf('')} />
              </TableRow>
            )}
          </TableBody>
        </Table>
      </Box>
      {notes.map((note) => (
        <Typography key={note} variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>
          {note}
        </Typography>
      ))}
    </Box>
  );
}

function Picture({ svg, kind, alt }: { svg: string | null; kind: ChartKind; alt: string }) {
  const style = { ...pictureStyle, aspectRatio: `${CHART_WIDTH_MM} / ${CHART_HEIGHT_MM[kind]}` };
  if (svg === null) return <Box aria-hidden sx={style} />;
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return <Box component="img" src={src} alt={alt} sx={style} />;
}

function Figures(props: {
  columns: readonly ReportColumn[];
  figures: readonly Figure[];
  onAsk: ((measure: string) => void) | null;
  isAll: boolean;
  besides: (measure: string) => FigureBesides | null;
}) {
  const { t, i18n } = useTranslation();
  const { onAsk, isAll } = props;
  const shown = (figure: Figure) =>
    typeof figure === 'number' ? formatCount(figure, i18n.language) : (figure ?? '—');
  return props.columns.map((column, at) => {
    const figure = props.figures[at] ?? null;
    const text = shown(figure);
    const counts = column.kind === 'count' && typeof figure === 'number' && figure > 0;
    const opens = onAsk !== null && (isAll || counts);
    const besides = props.besides(column.key);
    return (
      <TableCell
        key={column.key}
        align={alignOf(column)}
        className={column.kind === 'text' ? undefined : 'figures'}
      >
        {besides && besides.comments.length > 0 && <CommentMark texts={besides.comments} />}
        {besides?.old !== undefined && (
          <>
            <Box component="del" sx={{ color: 'text.secondary' }}>
              {shown(besides.old)}
            </Box>
            {' → '}
          </>
        )}
        {opens ? (
          <ButtonBase
            onClick={() => onAsk(column.key)}
            aria-label={t(isAll ? 'reports:comment_on' : 'reports:list_behind', { figure: text })}
            sx={figureStyle}
          >
            {text}
          </ButtonBase>
        ) : (
          text
        )}
      </TableCell>
    );
  });
}

/** That something was said of a figure; what, on pointing. */
function CommentMark({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{texts.join('\n')}</span>}>
      <CommentIcon
        titleAccess={t('reports:commented', { count: texts.length })}
        sx={{ fontSize: 14, mr: 0.5, verticalAlign: 'middle', color: 'warning.main' }}
      />
    </Tooltip>
  );
}

const alignOf = ({ kind }: ReportColumn) => (kind === 'text' ? 'left' : 'right');

const frameStyle = {
  overflowX: 'auto',
  backgroundColor: 'background.paper',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
} as const;
const tableStyle = {
  '& td, & th': { py: 0.5, px: 1.5, height: 32 },
  '& thead th': { color: 'text.secondary', whiteSpace: 'nowrap', fontWeight: 500 },
  '& tbody th': { fontWeight: 400, minWidth: 112 },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
} as const;
const groupStyle = { backgroundColor: 'action.hover', '&&&': { fontWeight: 500 } } as const;
const totalStyle = {
  '&& > *': { borderTop: '1px solid', borderTopColor: 'text.secondary', fontWeight: 700 },
} as const;
/** Drawn in ink on paper, also where the window is dark. */
const pictureStyle = {
  display: 'block',
  width: '100%',
  maxWidth: 720,
  objectFit: 'contain',
  mb: 1,
  p: 1,
  boxSizing: 'border-box',
  backgroundColor: '#fff',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
} as const;
const figureStyle = {
  verticalAlign: 'baseline',
  font: 'inherit',
  borderRadius: 0.5,
  px: 0.5,
  mx: -0.5,
  '&:hover, &:focus-visible': { color: 'primary.main', textDecoration: 'underline' },
} as const;
