import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main`: what most people came to do; `danger`: what cannot be undone; `quiet`: without a border. */
  readonly kind?: 'main' | 'plain' | 'danger' | 'quiet';
}

export const Button = ({ kind = 'plain', type = 'button', className, ...rest }: ButtonProps): ReactNode => (
  <button
    type={type}
    className={[styles.button, styles[kind], className].filter((name) => name !== undefined).join(' ')}
    {...rest}
  />
);

/** A link that stands for the main thing to do on a page. */
export const ButtonLink = createLink((props: AnchorHTMLAttributes<HTMLAnchorElement>): ReactNode => (
  <a {...props} className={`${styles.button!} ${styles.main!}`} />
));
