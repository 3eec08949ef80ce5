import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  /** A verb that says what will happen, never 是 or OK. */
  readonly confirmLabel: string;
  /** Where 取消 could be understood as the thing itself: what one goes on doing. */
  readonly stayLabel?: string;
  readonly danger?: boolean;
  readonly pending?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot simply be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  return (
    <Dialog open={props.open} onClose={props.onClose} aria-labelledby={title} maxWidth="xs" fullWidth>
      <DialogTitle id={title}>{props.title}</DialogTitle>
      <DialogContent>
        {typeof props.children === 'string' ? <Typography>{props.children}</Typography> : props.children}
        {props.error != null && (
          <Alert severity="error" sx={{ mt: 1 }}>
            {errorText(t, props.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button autoFocus={props.danger ?? false} onClick={props.onClose}>
          {props.stayLabel ?? t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          color={props.danger ? 'error' : 'primary'}
          autoFocus={!props.danger}
          loading={props.pending ?? false}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
