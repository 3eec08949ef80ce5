import { Box, ButtonBase } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeSlice } from '../../db/domain/document/html-pages.ts';
import type { FormPages } from './form.ts';
import { sheetTopPx, slicesNear, stackPx } from './stack.ts';
import { useSeen, type Seen } from './use-seen.ts';
import { PX_PER_MM } from './use-zoom.ts';

/** The desk is grey in both schemes: paper is judged against it. */
export const DESK_COLOR = '#8b8d91';
const THUMBNAIL_PX = 96;

/**
 * The form itself, not a picture of it: the very document that goes to paper, in frames that run nothing. Every line
 * of it has a fixed place, so it needs no pages made here. Slices far from what is seen are left out.
 */
function Stack(props: { form: FormPages; scale: number; seen: Seen; title: string; hidden?: boolean }) {
  const { form, scale } = props;
  const width = (form.widthMm + 2 * form.deskGapMm) * PX_PER_MM;
  return (
    <Box
      sx={{
        position: 'relative',
        width: width * scale,
        height: stackPx(form, form.pages) * scale,
        overflow: 'hidden',
        flex: 'none',
      }}
    >
      {slicesNear(form, props.seen).map(({ index, first, sheets }) => (
        <iframe
          key={index}
          title={props.title}
          sandbox=""
          srcDoc={wholeSlice(form, form.slices[index] ?? '')}
          tabIndex={-1}
          aria-hidden={props.hidden}
          style={{
            position: 'absolute',
            left: 0,
            top: sheetTopPx(form, first) * scale,
            border: 0,
            width,
            height: stackPx(form, sheets),
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
            pointerEvents: 'none',
            background: DESK_COLOR,
          }}
        />
      ))}
    </Box>
  );
}

export function Sheets(props: { form: FormPages; scale: number; seen: Seen }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'safe center', minWidth: 'min-content' }}>
      <Stack form={props.form} scale={props.scale} seen={props.seen} title={props.form.title} />
    </Box>
  );
}

/** All sheets small; a click goes to one, and the one that is looked at stays in sight. */
export function Thumbnails(props: { form: FormPages; current: number; onPick: (index: number) => void }) {
  const { t } = useTranslation();
  const { form, current } = props;
  const scale = THUMBNAIL_PX / (form.widthMm * PX_PER_MM);
  const scroller = useRef<HTMLDivElement>(null);
  const { seen, look, ref } = useSeen(form, scale);
  const gap = form.deskGapMm * PX_PER_MM * scale;
  const sheet = { width: THUMBNAIL_PX, height: form.heightMm * PX_PER_MM * scale };

  useEffect(() => {
    if (!scroller.current) return;
    const { scrollTop, clientHeight } = scroller.current;
    const top = sheetTopPx(form, current) * scale;
    const bottom = sheetTopPx(form, current + 1) * scale + gap;
    if (top < scrollTop) scroller.current.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) scroller.current.scrollTop = bottom - clientHeight;
  }, [form, current, scale, gap]);

  const near = slicesNear(form, seen).flatMap(({ first, sheets }) =>
    Array.from({ length: sheets }, (_, at) => first + at),
  );
  return (
    <Box
      ref={(element: HTMLDivElement | null) => {
        scroller.current = element;
        ref(element);
      }}
      onScroll={look}
      sx={{ flex: 'none', overflowY: 'auto', borderRight: '1px solid rgba(0,0,0,.25)' }}
    >
      <Box
        component="nav"
        aria-label={t('prints:preview.thumbnails')}
        sx={{ position: 'relative', width: 'max-content' }}
      >
        <Stack form={form} scale={scale} seen={seen} title={t('prints:preview.thumbnails')} hidden />
        {near.map((index) => (
          <ButtonBase
            key={index}
            aria-label={t('prints:preview.page_of', { page: index + 1, pages: form.pages })}
            aria-current={index === current ? 'page' : undefined}
            onClick={() => props.onPick(index)}
            style={{ top: gap + sheetTopPx(form, index) * scale }}
            sx={{
              position: 'absolute',
              left: gap,
              ...sheet,
              alignItems: 'flex-end',
              justifyContent: 'flex-end',
              outline: index === current ? '3px solid #1f3a5f' : 'none',
              outlineOffset: '1px',
              '&.Mui-focusVisible': { outline: '3px solid #4a90e2' },
            }}
          >
            <Box
              component="span"
              aria-hidden
              className="figures"
              sx={{
                fontSize: '0.75rem',
                px: 0.75,
                color: '#1d2430',
                backgroundColor: 'rgba(255,255,255,.85)',
              }}
            >
              {index + 1}
            </Box>
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
}
