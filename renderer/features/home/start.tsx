import { Box, ButtonBase, Typography } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStarters } from '../../lib/subjects.ts';

/** What this person most often begins: the two or three commands of their role. */
export function Start() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mine = useStarters();
  if (mine.length === 0) return null;
  return (
    <Box component="section" aria-label={t('home:start')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('home:start')}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))', gap: 1 }}>
        {mine.map((starter) => (
          <ButtonBase
            key={starter.key}
            onClick={() => void navigate({ to: starter.to })}
            sx={{
              justifyContent: 'flex-start',
              textAlign: 'left',
              p: 1.5,
              border: '1px solid',
              borderColor: 'divider',
              borderRadius: 1,
              backgroundColor: 'background.paper',
              '&:hover': { borderColor: 'primary.main' },
            }}
          >
            <Box>
              <Typography sx={{ fontWeight: 500 }}>{t(`app:command.${starter.key}`)}</Typography>
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                {t(`home:start.${starter.key}`)}
              </Typography>
            </Box>
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
}
