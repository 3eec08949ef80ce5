import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The foot of a step: back at the left, what goes on at the right, always in sight. */
export function StepButtons(props: {
  onBack: () => void;
  /** Above the buttons, so that it is in sight with them: what is under way, what keeps one from going on. */
  head?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: 0,
        display: 'grid',
        gap: 1.5,
        py: 1.5,
        backgroundColor: 'background.default',
        borderTop: '1px solid',
        borderColor: 'divider',
        zIndex: 1,
      }}
    >
      {props.head}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button onClick={props.onBack} sx={{ ml: -1.75 }}>
          {t('common:back')}
        </Button>
        <Box sx={{ flex: 1 }} />
        {props.children}
      </Box>
    </Box>
  );
}
