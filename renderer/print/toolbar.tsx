import CloseIcon from '@mui/icons-material/CloseOutlined';
import PdfIcon from '@mui/icons-material/PictureAsPdfOutlined';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import WordIcon from '@mui/icons-material/ArticleOutlined';
import ZoomInIcon from '@mui/icons-material/AddOutlined';
import ZoomOutIcon from '@mui/icons-material/RemoveOutlined';
import { Box, Button, IconButton, MenuItem, Select, Tooltip, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Paper, PaperSize } from '../../db/domain/document/paper.ts';
import type { Output } from './use-output.ts';
import type { Zoom } from './use-zoom.ts';

interface ToolbarProps {
  readonly titleId: string;
  readonly title: string;
  readonly page: { readonly current: number; readonly of: number } | null;
  readonly paper: Paper;
  readonly papers: readonly PaperSize[];
  readonly zoom: Zoom;
  readonly scale: number;
  readonly output: Output;
  readonly onPaper: (paper: Paper) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** One line above the desk: what it is, how it is shown, what to do with it. */
export function Toolbar(props: ToolbarProps) {
  const { t } = useTranslation();
  const { output, page } = props;
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        px: 2,
        py: 1,
        borderBottom: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Typography id={props.titleId} variant="h2" component="h1" noWrap sx={{ flex: 1, minWidth: 160 }}>
        {props.title}
      </Typography>
      {page && (
        <Typography component="output" className="figures" sx={{ color: 'text.secondary' }}>
          {t('prints:preview.page_of', { page: page.current, pages: page.of })}
        </Typography>
      )}
      <ZoomChoice zoom={props.zoom} scale={props.scale} onZoom={props.onZoom} onStep={props.onStep} />
      <PaperChoice paper={props.paper} papers={props.papers} onPaper={props.onPaper} />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button startIcon={<WordIcon />} disabled={output.busy} onClick={output.saveWord}>
          {t('prints:preview.word')}
        </Button>
        <Button startIcon={<PdfIcon />} disabled={output.busy} onClick={output.savePdf}>
          {t('prints:preview.pdf')}
        </Button>
        <Button variant="contained" startIcon={<PrintIcon />} disabled={output.busy} onClick={output.print}>
          {t('prints:preview.print')}
        </Button>
      </Box>
      <Tooltip title={t('prints:preview.close')}>
        <IconButton aria-label={t('prints:preview.close')} onClick={props.onClose}>
          <CloseIcon />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

const SIZES = [0.5, 0.75, 1, 1.5, 2] as const;

function ZoomChoice(props: Pick<ToolbarProps, 'zoom' | 'scale' | 'onZoom' | 'onStep'>) {
  const { t } = useTranslation();
  const now = `${Math.round(props.scale * 100)}%`;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center' }}>
      <Tooltip title={t('prints:preview.zoom_out')}>
        <IconButton size="small" aria-label={t('prints:preview.zoom_out')} onClick={() => props.onStep(-1)}>
          <ZoomOutIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Select
        size="small"
        value={String(props.zoom)}
        renderValue={() => now}
        inputProps={{ 'aria-label': t('prints:preview.zoom') }}
        className="figures"
        sx={{ minWidth: 88 }}
        onChange={({ target: { value } }) =>
          props.onZoom(value === 'page' || value === 'width' || value === 'fit' ? value : Number(value))
        }
      >
        <MenuItem value="fit">{t('prints:preview.fit')}</MenuItem>
        <MenuItem value="page">{t('prints:preview.fit_page')}</MenuItem>
        <MenuItem value="width">{t('prints:preview.fit_width')}</MenuItem>
        {SIZES.map((size) => (
          <MenuItem key={size} value={String(size)} className="figures">
            {size * 100}%
          </MenuItem>
        ))}
        {typeof props.zoom === 'number' && !SIZES.some((size) => size === props.zoom) && (
          <MenuItem value={String(props.zoom)} className="figures">
            {now}
          </MenuItem>
        )}
      </Select>
      <Tooltip title={t('prints:preview.zoom_in')}>
        <IconButton size="small" aria-label={t('prints:preview.zoom_in')} onClick={() => props.onStep(1)}>
          <ZoomInIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

function PaperChoice(props: Pick<ToolbarProps, 'paper' | 'papers' | 'onPaper'>) {
  const { t } = useTranslation();
  const choices = props.papers.flatMap((size) => [false, true].map((landscape) => ({ size, landscape })));
  const nameOf = ({ size, landscape }: Paper) =>
    t('prints:preview.paper_choice', {
      size: t(`prints:paper.${size}`),
      orientation: t(landscape ? 'prints:preview.landscape' : 'prints:preview.portrait'),
    });
  const valueOf = ({ size, landscape }: Paper) => `${size}-${landscape ? 'landscape' : 'portrait'}`;
  return (
    <Select
      size="small"
      value={valueOf(props.paper)}
      inputProps={{ 'aria-label': t('prints:preview.paper') }}
      onChange={({ target: { value } }) => {
        const picked = choices.find((choice) => valueOf(choice) === value);
        if (picked) props.onPaper(picked);
      }}
    >
      {choices.map((choice) => (
        <MenuItem key={valueOf(choice)} value={valueOf(choice)}>
          {nameOf(choice)}
        </MenuItem>
      ))}
    </Select>
  );
}
