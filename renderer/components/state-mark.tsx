import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secrecy } from '../../db/domain/roles.ts';

/** What a state means to the reader; each tone has a shape and a colour of its own. */
export type Tone = 'waiting' | 'active' | 'due' | 'late' | 'done' | 'stopped' | 'draft';

const look: Record<Tone, { shape: string; color: string }> = {
  draft: { shape: 'M5 1.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z', color: 'var(--kd-palette-text-secondary)' },
  waiting: { shape: 'M1.5 1.5h7v7h-7z', color: 'var(--kd-palette-info-main)' },
  active: { shape: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8z', color: 'var(--kd-palette-info-main)' },
  due: { shape: 'M5 1l4.4 7.8H.6z', color: 'var(--kd-palette-warning-main)' },
  late: { shape: 'M5 0l5 5-5 5-5-5z', color: 'var(--kd-palette-error-main)' },
  done: { shape: 'M.8 5.2l1.4-1.4 2 2L8.4 1.6l1.2 1.5-5.4 5.4z', color: 'var(--kd-palette-success-main)' },
  stopped: { shape: 'M1 3.6h8v2.8H1z', color: 'var(--kd-palette-text-secondary)' },
};
const hollow: ReadonlySet<Tone> = new Set(['draft', 'waiting']);

// Drawn in every row of lists, at each key of a search: so with styles that nobody has to work out.
const mark = { display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' } as const;

/** A state as word + shape + colour, never a colour alone. */
export function StateMark(props: { tone: Tone; label: string }) {
  const { shape, color } = look[props.tone];
  const outlined = hollow.has(props.tone);
  return (
    <span style={mark}>
      <svg viewBox="0 0 10 10" aria-hidden style={{ width: 10, height: 10, color, flex: 'none' }}>
        <path
          d={shape}
          fill={outlined ? 'none' : 'currentColor'}
          stroke={outlined ? 'currentColor' : 'none'}
          strokeWidth={1.4}
        />
      </svg>
      {props.label}
    </span>
  );
}

const frame: CSSProperties = {
  display: 'inline-block',
  paddingInline: 6,
  fontSize: '0.75rem',
  lineHeight: '18px',
  letterSpacing: '0.08em',
  borderRadius: 2,
  border: '1px solid var(--kd-palette-divider)',
  color: 'var(--kd-palette-text-secondary)',
  whiteSpace: 'nowrap',
};
const secret: CSSProperties = {
  ...frame,
  borderColor: 'var(--kd-palette-error-main)',
  color: 'var(--kd-palette-error-main)',
  fontWeight: 700,
};
const frames: Partial<Record<Secrecy, CSSProperties>> = {
  secret,
  top_secret: {
    ...secret,
    color: 'var(--kd-palette-error-contrastText)',
    backgroundColor: 'var(--kd-palette-error-main)',
  },
};

/** 密级 as on the paper: vermilion and framed for 机密 and 绝密, quiet otherwise (rules.md S1, S2). */
export function SecrecyMark(props: { secrecy: Secrecy; hideNormal?: boolean }) {
  const { t } = useTranslation();
  const { secrecy } = props;
  const label = t(`common:secrecy.${secrecy}`);
  if (secrecy !== 'normal') return <SecrecyFrame secrecy={secrecy} label={label} />;
  return props.hideNormal ? null : <span>{label}</span>;
}

/** Its frame, the word given: rows that are drawn anew at each key look up none by themselves. */
export function SecrecyFrame(props: { secrecy: Exclude<Secrecy, 'normal'>; label: string }) {
  const grave = frames[props.secrecy];
  return (
    <span style={grave ?? frame}>
      {props.label}
      {grave && ' ★'}
    </span>
  );
}
