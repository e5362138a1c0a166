// Secrets that are told by their whole form, or by the form of what they stand in.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// Each: `at`, where it may begin. Returns where to go on, at least at + 1.
std::size_t match_azure_secret(Scene& scene, std::size_t at);    // "abc8Q~...", of an application in Entra ID
std::size_t match_mailgun_key(Scene& scene, std::size_t at);     // "key-" and 32 hexadecimal digits
std::size_t match_mailchimp_key(Scene& scene, std::size_t at);   // 32 hexadecimal digits and "-us12"
std::size_t match_maxmind_key(Scene& scene, std::size_t at);     // `at`: its end, "_mmk"
std::size_t match_password_file(Scene& scene, std::size_t at);   // .pgpass; `at`: within its line
std::size_t match_json_web_key(Scene& scene, std::size_t at);    // `at`: the name of a private number, "\"d\":"
std::size_t match_putty_key(Scene& scene, std::size_t at);       // "Private-Lines: 14", "Private-MAC: ..."
std::size_t match_first_password(Scene& scene, std::size_t at);  // Jenkins: "following password to proceed ..."
std::size_t match_auth_plain(Scene& scene, std::size_t at);      // SMTP, IMAP: "AUTH PLAIN AGFwcAB..."
std::size_t match_form_field(Scene& scene, std::size_t at);      // `="password"` of an input or a multipart form

}  // namespace oomscan::redact
