// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  ChoiceInput,
  ManyChoicesInput,
  WordsInput,
} from '../../../renderer/components/form/choice-input.tsx';
import { Form } from '../../../renderer/components/form/form.tsx';
import { SuggestInput } from '../../../renderer/components/form/suggest-input.tsx';
import { TextInput } from '../../../renderer/components/form/text-input.tsx';
import { useAppForm } from '../../../renderer/components/form/use-app-form.ts';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

const WORDS = ['北京市', '广东省', '广西壮族自治区', '湖南省', '湖北省', '浙江省', '江苏省', '福建省'];
const choices = (many: number) => Array.from({ length: many }, (_none, at) => WORDS[at] ?? `地区${at}`);
const coded = (many: number) => choices(many).map((label) => ({ value: label, label }));

const schema = z.object({
  before: z.string(),
  search: z.string().nullable(),
  within: z.string().nullable(),
  list: z.string().nullable(),
  many: z.array(z.string()),
  words: z.array(z.string()),
  suggested: z.string(),
  last: z.string(),
});
type Values = z.infer<typeof schema>;
const empty: Values = {
  before: '',
  search: null,
  within: null,
  list: null,
  many: [],
  words: [],
  suggested: '',
  last: '',
};

interface SheetProps {
  readonly start?: Partial<Values>;
  readonly enter?: 'next' | 'submit';
  readonly sent: Values[];
}

/** One field of each kind in which something is chosen, between two lines of text; two of them open once something is picked before. */
function Sheet({ start = {}, enter = 'next', sent }: SheetProps) {
  const { control, handleSubmit, watch } = useAppForm(schema, { ...empty, ...start });
  return (
    <Form enter={enter} label="sheet" onSubmit={() => void handleSubmit((values) => sent.push(values))()}>
      <TextInput control={control} name="before" label="前" />
      <ChoiceInput control={control} name="search" label="省份" choices={coded(13)} />
      <ChoiceInput
        control={control}
        name="within"
        label="城市"
        choices={coded(8)}
        look="search"
        disabled={watch('search') === null}
      />
      <ChoiceInput control={control} name="list" label="等级" choices={coded(8)} />
      <ManyChoicesInput control={control} name="many" label="角色" choices={coded(13)} />
      <WordsInput control={control} name="words" label="主题词" suggestions={choices(8)} />
      <SuggestInput control={control} name="suggested" label="职务" suggestions={choices(8)} />
      <TextInput control={control} name="last" label="后" disabled={watch('suggested') === ''} />
      <button type="submit">保存</button>
    </Form>
  );
}

function openSheet(props: Omit<SheetProps, 'sent'> = {}) {
  const sent: Values[] = [];
  const { user } = openWindow(<Sheet {...props} sent={sent} />);
  /** Goes to a field and presses keys there; `{Enter}` and the like in braces. */
  const press = async (label: string, keys: string) => {
    screen.getByRole(/^[前后]$/.test(label) ? 'textbox' : 'combobox', { name: label }).focus();
    await user.keyboard(keys);
  };
  /** What a save would send now. */
  const values = async () => {
    await user.click(screen.getByRole('button', { name: '保存', hidden: true }));
    return sent.at(-1);
  };
  return { sent, press, values };
}

/** The label of the field that has the keyboard. */
const place = () => {
  const field = document.activeElement;
  const labels = [field?.getAttribute('aria-labelledby'), `${field?.id}-label`].filter(Boolean).join(' ');
  return (
    labels
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .find(Boolean) ?? null
  );
};

describe('Enter in a field in which something is chosen', () => {
  test.each([
    ['省份', '等级'],
    ['等级', '角色'],
    ['角色', '主题词'],
    ['主题词', '职务'],
  ])('an empty %s took its first choice by Enter instead of letting it pass to %s', async (label, next) => {
    const { sent, press, values } = openSheet();
    await press(label, '{Enter}');
    expect(place()).toBe(next);
    expect(sent).toEqual([]);
    expect(await values()).toEqual(empty);
  });

  test('Enter alone goes through all of them and leaves them empty', async () => {
    const { press, values } = openSheet({ start: { suggested: '北京市' } });
    await press('前', '{Enter>6/}');
    expect(place()).toBe('后');
    expect(await values()).toEqual({ ...empty, suggested: '北京市' });
  });

  const full = {
    search: '湖南省',
    within: '湖南省',
    list: '湖南省',
    many: ['湖南省'],
    words: ['湖南省'],
    suggested: '湖南省',
  };
  test('Enter alone goes through filled ones and leaves them as they are', async () => {
    const { press, values } = openSheet({ start: full });
    await press('前', '{Enter>7/}');
    expect(place()).toBe('后');
    expect(await values()).toEqual({ ...empty, ...full });
  });

  test('leaving a box of words by Tab took its first word away', async () => {
    const { press, values } = openSheet({ start: full });
    await press('主题词', '{ArrowDown>}{Escape}{Tab}');
    await press('主题词', '{Alt>}{ArrowDown}{/Alt}{Tab}');
    expect(await values()).toEqual({ ...empty, ...full });
  });

  test.each([
    ['省份', 'hn{Enter}', '城市', { search: '湖南省' }],
    ['省份', '{ArrowDown}{ArrowDown}{Enter}', '城市', { search: '广东省' }],
    ['等级', '{ArrowDown}{ArrowDown}{Enter}', '角色', { list: '北京市' }],
    ['等级', ' {ArrowDown} ', '角色', { list: '北京市' }],
    ['职务', '{ArrowDown}{ArrowDown}{Enter}', '后', { suggested: '广东省' }],
    ['职务', '自由职业{Enter}', '后', { suggested: '自由职业' }],
  ])('a pick in %s (%s) goes on to %s', async (label, keys, next, picked) => {
    const { sent, press, values } = openSheet();
    await press(label, keys);
    expect(place()).toBe(next);
    expect(sent).toEqual([]);
    expect(await values()).toEqual({ ...empty, ...picked });
  });

  test('of several, one pick follows another, and Enter on nothing goes on', async () => {
    const { press, values } = openSheet();
    await press('角色', 'hn{Enter}hb{Enter}');
    expect(place()).toBe('角色');
    await press('角色', '{Enter}');
    expect(place()).toBe('主题词');
    await press('主题词', '新词{Enter}gd{ArrowDown}{Enter}{Enter}');
    expect(place()).toBe('职务');
    expect(await values()).toEqual({ ...empty, many: ['湖南省', '湖北省'], words: ['新词', '广东省'] });
  });

  test('words that lead to nothing are not lost by Enter', async () => {
    const { press } = openSheet();
    await press('省份', '没有这里{Enter}');
    expect(place()).toBe('省份');
    expect(document.activeElement).toHaveProperty('value', '没有这里');
  });

  test.each(['省份', '等级', '角色', '主题词', '职务'])(
    'where Enter sends, an empty %s lets it send, and a pick does not',
    async (label) => {
      const { sent, press } = openSheet({ enter: 'submit' });
      await press(label, '{ArrowDown}{ArrowDown}{Enter}');
      expect(sent).toEqual([]);
      await press(label, '{Enter}');
      expect(sent).toHaveLength(1);
    },
  );
});
