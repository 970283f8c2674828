package dev.tocsin.function.config;

import java.util.Map;

/** How a server lets itself be asked. */
public interface AccessConfig {
  TocsinConfig.Basic basic();

  TocsinConfig.Bearer bearer();

  /** More headers, such as {@code X-Scope-OrgID} for a tenant. Their values are never shown. */
  Map<String, String> headers();

  TocsinConfig.Tls tls();
}
