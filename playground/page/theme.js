const key = 'playground.theme';

/** 'light', 'dark', or 'auto' for what the system says. */
export function savedTheme() {
  return localStorage.getItem(key) ?? 'auto';
}

export function applyTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(key, theme);
}
