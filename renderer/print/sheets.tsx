import { Box, ButtonBase } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { FormPages } from './form.ts';
import { PX_PER_MM } from './use-zoom.ts';

/** The desk is grey in both schemes: paper is judged against it. */
export const DESK_COLOR = '#8b8d91';
const THUMBNAIL_PX = 96;

/** Height in pixels of `sheets` sheets with the space round them, at their own size. */
function stackPx(form: FormPages, sheets: number): number {
  return (sheets * form.heightMm + (sheets + 1) * form.deskGapMm) * PX_PER_MM;
}

/** Where a sheet begins, from the top of the stack, space above it included. */
export function sheetTopPx(form: FormPages, index: number): number {
  return index * (form.heightMm + form.deskGapMm) * PX_PER_MM;
}

/**
 * The form itself, not a picture of it: the very document that goes to paper, in a frame that runs nothing. Every
 * line of it has a fixed place, so it needs no pages made here.
 */
function Stack(props: { form: FormPages; scale: number; title: string; hidden?: boolean }) {
  const { form, scale } = props;
  const width = (form.widthMm + 2 * form.deskGapMm) * PX_PER_MM;
  const height = stackPx(form, form.pages);
  return (
    <Box sx={{ width: width * scale, height: height * scale, overflow: 'hidden', flex: 'none' }}>
      <iframe
        title={props.title}
        sandbox=""
        srcDoc={form.html}
        tabIndex={-1}
        aria-hidden={props.hidden}
        style={{
          border: 0,
          width,
          height,
          transform: `scale(${scale})`,
          transformOrigin: '0 0',
          pointerEvents: 'none',
          background: DESK_COLOR,
        }}
      />
    </Box>
  );
}

export function Sheets(props: { form: FormPages; scale: number }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'safe center', minWidth: 'min-content' }}>
      <Stack form={props.form} scale={props.scale} title={props.form.title} />
    </Box>
  );
}

/** All sheets small; a click goes to one. */
export function Thumbnails(props: { form: FormPages; current: number; onPick: (index: number) => void }) {
  const { t } = useTranslation();
  const { form } = props;
  const scale = THUMBNAIL_PX / (form.widthMm * PX_PER_MM);
  const gap = form.deskGapMm * PX_PER_MM * scale;
  const sheet = { width: THUMBNAIL_PX, height: form.heightMm * PX_PER_MM * scale };
  return (
    <Box
      component="nav"
      aria-label={t('prints:preview.thumbnails')}
      sx={{ position: 'relative', width: 'max-content' }}
    >
      <Stack form={form} scale={scale} title={t('prints:preview.thumbnails')} hidden />
      {Array.from({ length: form.pages }, (_, index) => (
        <ButtonBase
          key={index}
          aria-label={t('prints:preview.page_of', { page: index + 1, pages: form.pages })}
          aria-current={index === props.current ? 'page' : undefined}
          onClick={() => props.onPick(index)}
          sx={{
            position: 'absolute',
            left: gap,
            top: gap + sheetTopPx(form, index) * scale,
            ...sheet,
            alignItems: 'flex-end',
            justifyContent: 'flex-end',
            outline: index === props.current ? '3px solid #1f3a5f' : 'none',
            outlineOffset: '1px',
            '&.Mui-focusVisible': { outline: '3px solid #4a90e2' },
          }}
        >
          <Box
            component="span"
            aria-hidden
            className="figures"
            sx={{ fontSize: '0.75rem', px: 0.75, color: '#1d2430', backgroundColor: 'rgba(255,255,255,.85)' }}
          >
            {index + 1}
          </Box>
        </ButtonBase>
      ))}
    </Box>
  );
}
