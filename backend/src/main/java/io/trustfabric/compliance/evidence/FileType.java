package io.trustfabric.compliance.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kinds of file that are taken. Which one a file is, its name claims and its content has to
/// bear out ({@link FileContent}).
enum FileType {
  PDF("application/pdf", "pdf"),
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg", "jpeg"),
  ZIP("application/zip", "zip"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
  JSON("application/json", "json"),
  XML("application/xml", "xml"),
  CSV("text/csv", "csv"),
  MARKDOWN("text/markdown", "md"),
  TEXT("text/plain", "txt", "log");

  private final String mediaType;
  private final List<String> endings;

  FileType(String mediaType, String... endings) {
    this.mediaType = mediaType;
    this.endings = List.of(endings);
  }

  String mediaType() {
    return mediaType;
  }

  /// The part that an office document of this kind has; null for other kinds.
  String officePart() {
    return switch (this) {
      case DOCX -> "word/document.xml";
      case XLSX -> "xl/workbook.xml";
      case PPTX -> "ppt/presentation.xml";
      default -> null;
    };
  }

  boolean isText() {
    return switch (this) {
      case JSON, XML, CSV, MARKDOWN, TEXT -> true;
      default -> false;
    };
  }

  /// Whether a body sent under that media type may be such a file. One that only says that it is
  /// bytes may be any.
  boolean isSentAs(String type) {
    return type.equals(mediaType)
        || type.equals("application/octet-stream")
        || this == XML && type.equals("text/xml");
  }

  /// The kind that a name claims by its ending.
  static Optional<FileType> named(String name) {
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(type -> name.contains(".") && type.endings.contains(ending))
        .findFirst();
  }

  static String allEndings() {
    return Arrays.stream(values())
        .flatMap(type -> type.endings.stream())
        .map(ending -> "." + ending)
        .collect(Collectors.joining(", "));
  }
}
