package io.trustfabric.compliance.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Takes a file as it comes in: stores it chunk by chunk, digests it, and holds its content against
/// its name. A file that is refused leaves nothing behind, since its transaction is not committed.
@ApplicationScoped
public class FileUpload {

  private final FileChunks chunks;
  private final ObjectMapper mapper;

  FileUpload(FileChunks chunks, ObjectMapper mapper) {
    this.chunks = chunks;
    this.mapper = mapper;
  }

  /// Reads a body into a new file, which is not stored yet.
  ///
  /// @param query the file's name and, where the sender knows it, its digest
  /// @param sent the body's media type; null when it has none
  /// @throws Invalid when the name or digest cannot be, or it is empty
  /// @throws Refusal 415 when the content is something else than its name or media type says
  EvidenceFile read(UUID evidenceId, FileQuery query, MediaType sent, InputStream body) {
    var type = query.check();
    checkSent(type, sent);
    var file = new EvidenceFile(evidenceId, query.name());
    var content = new FileContent(type);
    file.mediaType = type.mediaType();
    file.sha256 = store(file, content, body);
    query.checkDigest(file.sha256);
    check(type, file.id, content);
    return file;
  }

  private String store(EvidenceFile file, FileContent content, InputStream body) {
    var digest = sha256();
    long size = 0;
    try {
      int number = 0;
      for (var bytes = body.readNBytes(FileChunks.SIZE);
          bytes.length > 0;
          bytes = body.readNBytes(FileChunks.SIZE)) {
        chunks.put(file.id, number++, bytes);
        digest.update(bytes);
        content.add(bytes);
        size += bytes.length;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (size == 0) {
      throw Invalid.field("", "is empty");
    }
    file.sizeBytes = size;
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void checkSent(FileType type, MediaType sent) {
    if (sent != null && !type.isSentAs(sent.getType() + "/" + sent.getSubtype())) {
      throw Refusal.of(
          Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
          "By its name it is %s, but it was sent as another type.".formatted(type.mediaType()));
    }
  }

  private void check(FileType type, UUID fileId, FileContent content) {
    var fault = content.fault();
    if (fault == null && type == FileType.JSON && !isJson(fileId)) {
      fault = "is no JSON";
    }
    if (fault == null && type == FileType.XML && !isXml(fileId)) {
      fault = "is no well-formed XML without a document type";
    }
    if (fault != null) {
      throw Refusal.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "The file %s.".formatted(fault));
    }
  }

  private boolean isJson(UUID fileId) {
    try (var parser = mapper.createParser(new ChunkStream(chunks, fileId))) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isXml(UUID fileId) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      var reader = factory.createXMLStreamReader(new ChunkStream(chunks, fileId));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.DTD) {
          return false;
        }
      }
      return true;
    } catch (XMLStreamException e) {
      return false;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
