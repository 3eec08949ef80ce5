import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { errorText } from '../lib/errors.ts';
import { FormDialog } from './form-dialog.tsx';
import { PasswordInput } from './form/password-input.tsx';
import { useAppForm } from './form/use-app-form.ts';

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

const passwordSchema = z.strictObject({ password: z.string().min(1) });

interface PasswordDialogProps extends Omit<ConfirmDialogProps, 'onConfirm'> {
  readonly onConfirm: (password: string) => void;
}

/** A decision that asks for the password again; `children` shows what is decided. */
export function PasswordDialog(props: PasswordDialogProps) {
  return props.open ? <OpenPasswordDialog {...props} /> : null;
}

function OpenPasswordDialog(props: PasswordDialogProps) {
  const { t } = useTranslation();
  const form = useAppForm(passwordSchema, { password: '' });
  const confirm = form.handleSubmit(({ password }) => props.onConfirm(password));
  return (
    <FormDialog
      width="xs"
      enter="submit"
      title={props.title}
      submitLabel={props.confirmLabel}
      color={props.danger ? 'error' : 'primary'}
      onSubmit={() => void confirm()}
      onClose={props.onClose}
      pending={props.pending ?? false}
      error={props.error}
    >
      {props.children}
      <PasswordInput
        control={form.control}
        name="password"
        label={t('common:password.again')}
        required
        autoFocus
      />
    </FormDialog>
  );
}
