import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';
import { Form } from './form/form.tsx';
import { Restored } from './form/restored.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** A verb that says what will happen, never 是 or OK. */
  readonly submitLabel: string;
  readonly color?: 'primary' | 'warning';
  readonly width?: 'xs' | 'sm' | 'md';
  /** As of `Form`. */
  readonly enter?: 'next' | 'submit';
  readonly saves?: boolean;
  /** What is shown was typed before and not sent; 取消 gives it up. */
  readonly restored?: boolean;
  /** Offered beside what was restored: back to what is saved, with the window open. */
  readonly onDiscard?: () => void;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A few fields in a window of their own; what was refused is said below them. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth={props.width ?? 'sm'} fullWidth>
      <Form
        label={props.title}
        enter={props.enter ?? 'next'}
        saves={props.saves ?? false}
        onSubmit={props.onSubmit}
      >
        <DialogTitle id={title}>{props.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
          {props.restored &&
            (props.onDiscard ? (
              <Restored onDiscard={props.onDiscard} />
            ) : (
              <Alert severity="info">{t('common:draft.restored')}</Alert>
            ))}
          {props.children}
          {props.error != null && <Alert severity="error">{errorText(t, props.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained" color={props.color ?? 'primary'} loading={props.pending}>
            {props.submitLabel}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
