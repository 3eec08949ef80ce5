import type { TFunction } from 'i18next';

/** Names of which any one will do. */
export const namesText = (t: TFunction, names: readonly string[]): string => names.join(t('common:or'));
