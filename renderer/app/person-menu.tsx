import CheckIcon from '@mui/icons-material/Check';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { Box, Button, Divider, ListItemIcon, ListSubheader, Menu, MenuItem, Typography } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { themes } from './look-choices.ts';
import { ChangePasswordDialog } from '../features/vault/change-password.tsx';
import { useLock } from '../features/vault/use-lock.ts';
import { languages } from '../lib/languages.ts';
import { useSession } from '../lib/session.tsx';
import { useLook } from '../lib/look.tsx';

/** Who is working and in which role; their password; how the window looks; its language. */
export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const { account } = useSession();
  const { theme, setTheme, setLanguage } = useLook();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [changing, setChanging] = useState(false);
  const navigate = useNavigate();
  const lock = useLock();
  const roles = account.roles.map((role) => t(`common:role.${role}`)).join(t('common:list_comma'));
  const close = () => setAnchor(null);
  const then = (run: () => void) => () => {
    close();
    run();
  };
  return (
    <>
      <Button
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ExpandIcon />}
        sx={{ color: 'text.primary', minWidth: 0 }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {account.name}
          {roles !== account.name && (
            <Typography component="span" variant="caption" sx={{ color: 'text.secondary', ml: 1 }}>
              {roles}
            </Typography>
          )}
        </Box>
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <MenuItem onClick={then(() => setChanging(true))}>{t('vault:password.change')}</MenuItem>
        <MenuItem onClick={then(lock)}>{t('app:lock')}</MenuItem>
        <Divider />
        {choiceItems({
          of: 'theme',
          title: t('app:look.theme'),
          value: theme,
          choices: themes,
          label: (value) => t(`app:look.${value}`),
          onChange: setTheme,
        })}
        {choiceItems({
          of: 'language',
          title: t('app:look.language'),
          value: languages.find((language) => language === i18n.language) ?? 'zh-CN',
          choices: languages,
          label: (value) => t(`app:language.${value}`),
          onChange: setLanguage,
        })}
        <Divider />
        <MenuItem onClick={then(() => void navigate({ to: '/help' }))}>{t('help:title')}</MenuItem>
        <MenuItem onClick={then(() => void navigate({ to: '/about' }))}>{t('app:about.title')}</MenuItem>
      </Menu>
      {changing && <ChangePasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}

/**
 * One of a few, by arrows and Enter as all of the menu: its items have to be its own children. They stay the same when
 * the language changes, so that the keyboard stays where it is.
 */
function choiceItems<T extends string>(props: {
  of: string;
  title: string;
  value: T;
  choices: readonly T[];
  label: (value: T) => string;
  onChange: (value: T) => void;
}) {
  return [
    <ListSubheader key={props.of} role="presentation" sx={{ lineHeight: '28px' }}>
      {props.title}
    </ListSubheader>,
    ...props.choices.map((choice) => (
      <MenuItem
        key={`${props.of} ${choice}`}
        role="menuitemradio"
        aria-checked={choice === props.value}
        aria-label={`${props.title} ${props.label(choice)}`}
        onClick={() => props.onChange(choice)}
      >
        <ListItemIcon>{choice === props.value && <CheckIcon fontSize="small" />}</ListItemIcon>
        {props.label(choice)}
      </MenuItem>
    )),
  ];
}
