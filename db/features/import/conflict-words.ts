import { factsOf, keyText } from '../../domain/customer.ts';
import type { QueryContext } from '../../work/context.ts';
import { customerWords, fieldTitle } from '../customers/service.ts';
import type { SayValue } from './merge.ts';

/** The language of the vault's notes. */
const LANGUAGE = 'zh-CN';

/** Says values of customers as they are written into notes; what nobody chose is left unsaid. */
export function valueSayer(ctx: Pick<QueryContext, 'reader'>): SayValue {
  const wordsOf = customerWords(ctx.reader, LANGUAGE);
  return {
    title: (key) => fieldTitle(LANGUAGE, key),
    text: (key, input) => {
      const { kind, blank } = factsOf(key);
      if (kind === 'choice' && key !== 'place' && input[key] === blank) return null;
      return keyText(key, input, wordsOf(input.category));
    },
  };
}
