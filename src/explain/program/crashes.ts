import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Panics and exceptions of every kind; tried last, because most of them name a better cause. */
export const CRASHES = {
  title: 'The program reports: crashes',
  patterns: [
    {
      id: 'says-crash',
      title: 'The program crashed at an error in its code',
      pattern:
        /^(?:panic: |fatal error: (?!.*(?:out of memory|Allowed memory)))|\b(?:(?:runtime error: |TypeError: |ReferenceError: |AttributeError: |NameError: |UnboundLocalError: |IndexError: |NoMethodError: |NotImplementedError: |ZeroDivisionError: |(?:java\.lang\.)?NullPointerException|(?:System\.)?NullReferenceException|(?:java\.lang\.)?(?:Array|String)?IndexOutOfBoundsException|ClassCastException|NoSuchMethodError|undefined method |Undefined (?:variable|array key|index|property)|Call to (?:undefined|a member) function ).{0,160})|called '?(?:Option|Result)::(?:unwrap|expect)\(\)'? on an? '?(?:None|Err)|index out of bounds: the len is|attempt to (?:subtract|add|multiply) with overflow|\(FunctionClauseError\)|\(MatchError\)|\(UndefinedFunctionError\)/,
      plain: 'The program crashed at an error that its code does not handle (its log names it).',
      causes: [],
      fix: 'Fix what the error names, in the code or in the settings that lead there: the stack trace in the log shows the place.',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/coroot/coroot/issues/402'],
    },
  ],
} as const satisfies PatternGroup;
