export type ButtonLook =
  'primary' | 'plain' | 'quiet' | 'danger' | 'inline' | 'inlineDanger' | 'inlineQuiet' | 'inlineQuietDanger';

const shared =
  'inline-flex items-center justify-center gap-2 font-[560] transition-colors duration-100 pressed:opacity-80 disabled:opacity-55';
const box = 'min-h-11 fine:min-h-9 rounded-m px-4 text-base';
const inline = 'min-h-11 fine:min-h-7 rounded-s text-sm text-start';

const looks: Record<ButtonLook, string> = {
  primary: `${box} bg-accent text-on-accent hover:bg-accent-strong`,
  plain: `${box} bg-raised text-text ring-1 ring-line-strong ring-inset hover:bg-hover`,
  quiet: `${box} text-text-2 hover:bg-hover hover:text-text`,
  danger: `${box} bg-danger text-on-danger hover:opacity-90`,
  inline: `${inline} text-accent-strong hover:underline underline-offset-2`,
  inlineDanger: `${inline} text-danger hover:underline underline-offset-2`,
  inlineQuiet: `${inline} text-text-2 hover:text-text hover:underline underline-offset-2`,
  inlineQuietDanger: `${inline} text-text-2 hover:text-danger hover:underline underline-offset-2`,
};

/** The classes of a button, for links that look like one. */
export function buttonLook(look: ButtonLook, className = ''): string {
  return `${shared} ${looks[look]} ${className}`;
}
