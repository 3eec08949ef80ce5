// @vitest-environment jsdom
import { cleanup } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Mark } from '../../../renderer/components/mark.tsx';
import { SecrecyMark, StateMark } from '../../../renderer/components/state-mark.tsx';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

const marked = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent);

test('marks every place of every word, joined where they touch', () => {
  openWindow(<Mark text="佛山市金艺五金电器" words={['金', '艺五']} />);
  expect(marked()).toEqual(['金艺五金']);
});

test('marks given ranges and ignores what lies outside the text', () => {
  openWindow(
    <Mark
      text="金艺"
      ranges={[
        [1, 99],
        [-5, 0],
      ]}
    />,
  );
  expect(marked()).toEqual(['艺']);
});

test.each(['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><b>金</b>', '&lt;b&gt;'])(
  'markup in a text stays text: %s',
  (text) => {
    const { container } = openWindow(<Mark text={text} words={['b', 'alert']} />);
    expect(container.textContent).toContain(text);
    expect(container.querySelector('img, script, b')).toBeNull();
  },
);

test('a state is a word and a shape, not only a colour', () => {
  const { container } = openWindow(<StateMark tone="late" label="逾期" />);
  expect(container.textContent).toBe('逾期');
  expect(container.querySelector('svg path')).not.toBeNull();
});

test('机密 and 绝密 carry the star that stands on the paper', () => {
  const { container } = openWindow(
    <>
      <SecrecyMark secrecy="secret" />
      <SecrecyMark secrecy="confidential" />
      <SecrecyMark secrecy="normal" hideNormal />
    </>,
  );
  expect(container.textContent).toBe('机密 ★秘密');
});
