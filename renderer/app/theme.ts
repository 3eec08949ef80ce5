import { createTheme, type Theme } from '@mui/material/styles';
import { zhCN as coreZh } from '@mui/material/locale';
import { enUS as pickersEn, zhCN as pickersZh } from '@mui/x-date-pickers/locales';
import type { Language } from '../lib/i18n.ts';
import { componentStyles } from './theme-components.ts';

/** Paper and ink. Vermilion (`error`) is for danger and the 机密 / 绝密 mark alone; amber for due; green for done. */
const light = {
  primary: { main: '#1f3a5f', light: '#4a6a94', dark: '#142743', contrastText: '#ffffff' },
  secondary: { main: '#5a6472', contrastText: '#ffffff' },
  error: { main: '#b3261e', contrastText: '#ffffff' },
  warning: { main: '#8a5a00', contrastText: '#ffffff' },
  success: { main: '#2e6b3e', contrastText: '#ffffff' },
  info: { main: '#3b5f8a', contrastText: '#ffffff' },
  background: { default: '#faf9f6', paper: '#ffffff' },
  text: { primary: '#1d2430', secondary: '#57606c', disabled: '#8b929b' },
  divider: '#e3dfd6',
  action: { hover: 'rgba(31, 58, 95, 0.05)', selected: 'rgba(31, 58, 95, 0.09)' },
};

const dark = {
  primary: { main: '#9dbce4', light: '#c0d5f0', dark: '#7199c9', contrastText: '#101923' },
  secondary: { main: '#a9b1bc', contrastText: '#14181e' },
  error: { main: '#f08a7e', contrastText: '#2a0b08' },
  warning: { main: '#e2b25a', contrastText: '#241a05' },
  success: { main: '#8cc79a', contrastText: '#0d2013' },
  info: { main: '#9dbce4', contrastText: '#101923' },
  background: { default: '#14181e', paper: '#1b2028' },
  text: { primary: '#e6e3db', secondary: '#a7aeb8', disabled: '#707985' },
  divider: '#303743',
  action: { hover: 'rgba(157, 188, 228, 0.08)', selected: 'rgba(157, 188, 228, 0.15)' },
};

const fontFamily = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** One theme for both schemes; `language` picks the words inside the controls and the calendar. */
export function createAppTheme(language: Language): Theme {
  const words = language === 'en' ? [pickersEn] : [coreZh, pickersZh];
  return createTheme(
    {
      cssVariables: { colorSchemeSelector: 'data-scheme', cssVarPrefix: 'kd' },
      colorSchemes: { light: { palette: light }, dark: { palette: dark } },
      spacing: 8,
      shape: { borderRadius: 4 },
      typography: {
        fontFamily,
        fontSize: 14,
        htmlFontSize: 16,
        fontWeightMedium: 500,
        h1: { fontSize: '1.25rem', fontWeight: 500, lineHeight: 1.4 },
        h2: { fontSize: '0.875rem', fontWeight: 700, lineHeight: 1.5 },
        h3: { fontSize: '0.875rem', fontWeight: 500, lineHeight: 1.5 },
        h6: { fontSize: '1.25rem', fontWeight: 500, lineHeight: 1.4 },
        body1: { fontSize: '0.875rem', lineHeight: 1.55 },
        body2: { fontSize: '0.875rem', lineHeight: 1.55 },
        caption: { fontSize: '0.75rem', lineHeight: 1.5 },
        button: { fontSize: '0.875rem', fontWeight: 500, textTransform: 'none', lineHeight: 1.5 },
      },
      transitions: {
        duration: {
          shortest: 80,
          shorter: 100,
          short: 120,
          standard: 140,
          complex: 140,
          enteringScreen: 120,
          leavingScreen: 100,
        },
      },
      components: componentStyles,
    },
    ...words,
  );
}
