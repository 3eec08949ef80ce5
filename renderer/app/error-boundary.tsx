import { Alert, AlertTitle, Box, Button } from '@mui/material';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';

interface BoundaryState {
  readonly error: unknown;
}

/** Catches a screen that breaks while drawing; what was typed is in the drafts, so going on is safe. */
export class AppErrorBoundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Broken error={this.state.error} onAgain={() => this.setState({ error: null })} />;
  }
}

/** What a person sees of a defect: what happened, what is safe, and the way on. */
export function Broken(props: { error: unknown; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', height: '100%', p: 3 }}>
      <Alert
        severity="error"
        sx={{ maxWidth: 520 }}
        action={
          <Button color="inherit" size="small" onClick={props.onAgain}>
            {t('app:broken.again')}
          </Button>
        }
      >
        <AlertTitle>{t('app:broken.title')}</AlertTitle>
        {errorText(t, props.error)}
      </Alert>
    </Box>
  );
}
