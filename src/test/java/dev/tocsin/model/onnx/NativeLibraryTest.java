package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibraryTest {
  @TempDir private Path function;

  /** As Quarkus lays out a fast jar, as Lambda unpacks its zip, and a native executable. */
  @ParameterizedTest
  @ValueSource(strings = {"lib/main/onnxruntime.jar", "lib/onnxruntime.jar", "tocsin-runner"})
  void beside_findsTheFolderOfTheFunction(String file) throws IOException {
    Path folder = Files.createDirectory(function.resolve("native"));
    Files.createFile(folder.resolve(System.mapLibraryName("onnxruntime")));

    assertThat(NativeLibrary.beside(function.resolve(file))).contains(folder);
  }

  @Test
  void beside_wantsTheLibraryInIt() throws IOException {
    Files.createDirectory(function.resolve("native"));

    assertThat(NativeLibrary.beside(function.resolve("tocsin-runner"))).isEmpty();
    assertThat(NativeLibrary.beside(Path.of("/tocsin-runner"))).isEmpty();
  }

  @Test
  void unusable_saysWhereTheLibraryIsExpected() {
    Throwable missing = new IllegalStateException("not found");

    assertThat(NativeLibrary.unusable(new ExceptionInInitializerError(missing)))
        .hasMessageContaining("IllegalStateException: not found")
        .hasMessageContaining(System.mapLibraryName("onnxruntime"))
        .hasMessageContaining("-Donnxruntime.native.path");
  }
}
