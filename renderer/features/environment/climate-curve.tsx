import { createElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  curveOf,
  type Curve,
  type CurveColours,
  type SvgNode,
} from '../../../db/domain/environment/curve.ts';

const colour = (name: string) => `var(--kd-palette-${name})`;

const COLOURS: CurveColours = {
  temperature: colour('primary-main'),
  humidity: colour('success-main'),
  quietWords: colour('text-secondary'),
  frame: colour('divider'),
  inRange: colour('action-hover'),
  noData: colour('background-default'),
  out: colour('error-main'),
};

/** The curve of a room. */
export function ClimateCurve(props: Omit<Curve, 'words' | 'colours'> & { readonly title: string }) {
  const { t } = useTranslation();
  const { title, ...curve } = props;
  const words = {
    title,
    temperature: t('environment:temperature'),
    humidity: t('environment:humidity'),
    noData: t('environment:no_data'),
  };
  return drawn(curveOf({ ...curve, words, colours: COLOURS }));
}

/** Attributes of SVG as React names them. */
const named = (name: string) =>
  name.startsWith('data-') || name.startsWith('aria-')
    ? name
    : name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

function drawn({ tag, attributes, children }: SvgNode): ReactNode {
  const given = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [named(name), value]));
  const inner = children.map((child) => (typeof child === 'string' ? child : drawn(child)));
  return createElement(tag, given, ...inner);
}
