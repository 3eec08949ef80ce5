import { Box, Dialog, Skeleton } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '../../db/domain/document/paper.ts';
import { JobProgress } from '../components/job-progress.tsx';
import { Failed } from '../components/states.tsx';
import { useCommand } from '../lib/events.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { useLater } from '../lib/use-later.ts';
import type { FormPages, PrintForm } from './form.ts';
import { DESK_COLOR, Sheets, Thumbnails } from './sheets.tsx';
import { sheetTopPx } from './stack.ts';
import { Toolbar } from './toolbar.tsx';
import { useOutput } from './use-output.ts';
import { useSeen } from './use-seen.ts';
import { useTold, type Told } from '../lib/use-told.ts';
import { useZoom } from './use-zoom.ts';

/**
 * Pages on a grey desk as they will come out, then print, PDF, Word. The same for every form:
 * `{printing && <PrintPreview form={…} onClose={…} />}`.
 */
export function PrintPreview(props: {
  form: PrintForm;
  /** Told once it has gone to a printer. */
  onPrinted?: (() => void) | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { form } = props;
  const titleId = useId();
  const [paper, setPaper] = useState<Paper>({
    size: form.papers[0] ?? 'A4',
    landscape: form.landscape ?? false,
  });
  // Asked for once a paper: every hand-over of a form is logged.
  const query = useQuery({
    queryKey: ['print', ...form.key, paper],
    queryFn: ({ signal }) => form.load(paper, signal),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const pages = query.data;
  // That of the pages on the desk, while others are made.
  const [shown, setShown] = useState(paper);
  if (pages && !query.isPlaceholderData && shown !== paper) setShown(paper);
  const { zoom, setZoom, scale, step, deskRef } = useZoom(pages);
  const desk = useRef<HTMLDivElement>(null);
  const { seen, look, ref: seenRef } = useSeen(pages, scale);
  const [current, setCurrent] = useState(0);
  const making = useTold('prints.pages', query.isFetching);
  const output = useOutput(form, paper, query.isPlaceholderData ? undefined : pages, props.onPrinted);
  const print = () => !output.busy && output.print();
  useShortcut('mod+p', print);
  useCommand('print', print);
  useShortcut('mod+=', () => step(1));
  useShortcut('mod+-', () => step(-1));

  const goTo = (index: number) => {
    if (pages && desk.current) desk.current.scrollTop = sheetTopPx(pages, index) * scale;
  };
  const onScroll = () => {
    if (!pages || !desk.current) return;
    look();
    const middle = desk.current.scrollTop + desk.current.clientHeight / 2;
    const index = Math.floor(middle / (sheetTopPx(pages, 1) * scale));
    setCurrent(Math.min(pages.pages - 1, Math.max(0, index)));
  };

  return (
    <Dialog
      fullScreen
      open
      onClose={props.onClose}
      aria-labelledby={titleId}
      slotProps={{ paper: { sx: { border: 0, borderRadius: 0 } } }}
    >
      <Toolbar
        titleId={titleId}
        title={t('prints:preview.title', { title: form.title })}
        page={pages ? { current: Math.min(current, pages.pages - 1) + 1, of: pages.pages } : null}
        paper={paper}
        papers={form.papers}
        zoom={zoom}
        scale={scale}
        output={output}
        onPaper={setPaper}
        onZoom={setZoom}
        onStep={step}
        onClose={props.onClose}
      />
      <Box sx={{ px: 2 }}>
        <JobProgress job={output.told} label={t('prints:preview.printing')} onCancel={output.cancel} />
        {pages && query.isFetching && (
          <JobProgress job={making} label={t('prints:preview.preparing')} onCancel={() => setPaper(shown)} />
        )}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', backgroundColor: DESK_COLOR }}>
        <DeskContents
          error={query.error}
          pages={pages}
          making={making}
          onRetry={() => void query.refetch()}
          onCancel={props.onClose}
        >
          {(ready) => (
            <>
              <Thumbnails form={ready} current={Math.min(current, ready.pages - 1)} onPick={goTo} />
              <Box
                ref={(element: HTMLDivElement | null) => {
                  desk.current = element;
                  deskRef(element);
                  seenRef(element);
                }}
                role="region"
                aria-label={t('prints:preview.desk')}
                tabIndex={0}
                onScroll={onScroll}
                sx={{ flex: 1, minWidth: 0, overflow: 'auto' }}
              >
                <Sheets form={ready} scale={scale} seen={seen} />
              </Box>
            </>
          )}
        </DeskContents>
      </Box>
    </Dialog>
  );
}

function DeskContents(props: {
  error: unknown;
  pages: FormPages | undefined;
  making: Told;
  onRetry: () => void;
  onCancel: () => void;
  children: (pages: FormPages) => ReactNode;
}) {
  const { t } = useTranslation();
  const late = useLater(!props.pages && !props.error, 300);
  if (props.pages) return props.children(props.pages);
  if (props.error)
    return (
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Failed error={props.error} onRetry={props.onRetry} />
      </Box>
    );
  return late ? (
    <Box sx={{ m: '30px auto', width: 560 }}>
      <Box sx={{ backgroundColor: 'background.paper', px: 2 }}>
        <JobProgress job={props.making} label={t('prints:preview.preparing')} onCancel={props.onCancel} />
      </Box>
      <Box component="output" aria-label={t('prints:preview.preparing')}>
        <Skeleton variant="rectangular" width={560} height={792} sx={{ backgroundColor: '#fff' }} />
      </Box>
    </Box>
  ) : null;
}
