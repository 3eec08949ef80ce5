import { Box } from '@mui/material';

/** Over the whole of what is shown, so that a photograph of any part tells where it was taken. */
export function Watermark({ text }: { text: string }) {
  return (
    <Box aria-hidden data-testid="watermark" sx={cover}>
      {Array.from({ length: 120 }, (_one, at) => (
        <span key={at}>{text}</span>
      ))}
    </Box>
  );
}

const cover = {
  position: 'absolute',
  inset: 0,
  overflow: 'hidden',
  pointerEvents: 'none',
  userSelect: 'none',
  zIndex: 1,
  display: 'flex',
  flexWrap: 'wrap',
  gap: '96px 64px',
  opacity: 0.16,
  color: 'text.primary',
  '& span': { transform: 'rotate(-24deg)', whiteSpace: 'nowrap' },
} as const;
