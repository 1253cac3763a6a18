import { Help } from 'commander';

/** How wide the left column of `--help` may be: the description of a longer flag starts on the line below it. */
const LEFT_COLUMN = 30;

const { padWidth, formatItem, subcommandTerm } = Help.prototype;

/** A help that is readable in 80 columns. Choices and defaults are in the descriptions already. */
export const HELP: Partial<Help> = {
  optionDescription: ({ description }) => description,
  subcommandTerm: (command) => subcommandTerm.call(new Help(), command).replace(' [options]', ''),
  padWidth: (command, helper) => Math.min(LEFT_COLUMN, padWidth.call(helper, command, helper)),
  formatItem: (...all) => {
    const [term, width, description, helper] = all;
    const isLong = helper.displayWidth(term) > width;
    const item = formatItem.call(helper, isLong ? '' : term, width, description, helper);
    return isLong ? `  ${term}\n${item}` : item;
  },
};
