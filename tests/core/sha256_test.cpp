// SPDX-License-Identifier: MIT
#include "tessera/core/sha256.hpp"

#include "support/catch.hpp"

using tessera::Sha256;
using tessera::sha256;

// The vectors of FIPS 180-4's example files and of NIST's byte-oriented test vectors (SHA256ShortMsg).
TEST_CASE("SHA-256 gives the published digests", "[core][sha256][example]") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the digest depends on the bytes, not on the pieces they come in", "[core][sha256][law]") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes += char(i * 7);
  for (std::size_t size = 0; size <= bytes.size(); size += 13) {
    const std::string_view all(bytes.data(), size);
    for (std::size_t cut = 0; cut <= size; cut += 17)
      REQUIRE(Sha256().add(all.substr(0, cut)).add(all.substr(cut)).hex() == sha256(all));
  }
}
