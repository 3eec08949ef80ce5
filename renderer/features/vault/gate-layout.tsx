import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLook } from '../../lib/look.tsx';
import { languages } from '../../lib/languages.ts';

/** The cover of the folder: name and 三不准 (rules.md S5) at the left, what is to be done at the right. */
export function GateLayout(props: { children: ReactNode; wide?: boolean }) {
  const { t, i18n } = useTranslation();
  const { setLanguage } = useLook();
  const other = languages.find((language) => language !== i18n.language) ?? 'en';
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '300px minmax(0, 1fr)', height: '100%' }}>
      <Box
        component="aside"
        sx={(theme) => ({
          display: 'flex',
          flexDirection: 'column',
          p: 4,
          color: '#f4f1ea',
          backgroundColor: '#1f3a5f',
          borderRight: '6px solid #16294a',
          ...theme.applyStyles('dark', { backgroundColor: '#17263d', borderRightColor: '#101b2d' }),
        })}
      >
        <Box>
          <Typography
            component="p"
            sx={{ fontSize: '2rem', fontWeight: 700, letterSpacing: '0.12em', lineHeight: 1.3 }}
          >
            {t('common:product')}
          </Typography>
          <Typography sx={{ mt: 1, color: '#c9d3e1' }}>{t('vault:cover.line')}</Typography>
        </Box>
        <Box sx={{ flex: 1 }} />
        <Reminder />
        <Button
          lang={other}
          onClick={() => setLanguage(other)}
          sx={{
            alignSelf: 'flex-start',
            color: '#c9d3e1',
            px: 0,
            mt: 3,
            minWidth: 0,
            '&:hover': { color: '#ffffff' },
          }}
        >
          {t(`app:language.${other}`)}
        </Button>
      </Box>
      <Box
        component="main"
        sx={{
          overflow: 'auto',
          display: 'grid',
          alignItems: props.wide ? 'start' : 'center',
          justifyItems: 'center',
        }}
      >
        <Box sx={{ width: '100%', maxWidth: props.wide ? 760 : 440, p: 4 }}>{props.children}</Box>
      </Box>
    </Box>
  );
}

function Reminder() {
  const { t } = useTranslation();
  return (
    <Box
      component="section"
      aria-label={t('vault:secrecy.title')}
      sx={{ borderTop: '1px solid #486386', pt: 2 }}
    >
      <Typography sx={{ fontWeight: 700, mb: 1 }}>{t('vault:secrecy.title')}</Typography>
      <Box component="ol" sx={{ m: 0, pl: 2.5, color: '#dde4ee', '& li': { mb: 0.75 } }}>
        <li>{t('vault:secrecy.private')}</li>
        <li>{t('vault:secrecy.public')}</li>
        <li>{t('vault:secrecy.channels')}</li>
      </Box>
    </Box>
  );
}

/** Title and one line of a gate page. */
export function GateTitle(props: { title: string; children?: ReactNode }) {
  return (
    <Box sx={{ mb: 3 }}>
      <Typography variant="h1">{props.title}</Typography>
      {props.children && <Typography sx={{ color: 'text.secondary', mt: 0.5 }}>{props.children}</Typography>}
    </Box>
  );
}
