import { Box } from '@mui/material';

const WIDTH = 360;
const HEIGHT = 180;

/** Over the whole of what is shown, so that a photograph of any part tells where it was taken. */
export function Watermark({ text }: { text: string }) {
  const escaped = new Option(text).innerHTML;
  const tile = (color: string) =>
    `url("data:image/svg+xml;charset=utf-8,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
        <text x="50%" y="50%" text-anchor="middle" transform="rotate(-24 ${WIDTH / 2} ${HEIGHT / 2})"
          font-family="sans-serif" font-size="14" fill="${color}">${escaped}</text></svg>`,
    )}")`;
  return (
    <Box
      aria-hidden
      data-testid="watermark"
      data-text={text}
      sx={(theme) => ({
        position: 'absolute',
        inset: 0,
        pointerEvents: 'none',
        zIndex: 1,
        opacity: 0.16,
        backgroundImage: tile('#000'),
        ...theme.applyStyles('dark', { backgroundImage: tile('#fff') }),
      })}
    />
  );
}
