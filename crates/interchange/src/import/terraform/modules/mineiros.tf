variable "module_enabled" { default = true }
variable "module_tags" { default = {} }
variable "module_depends_on" {}
variable "name" {}
variable "hash_key" {}
variable "range_key" {}
variable "attributes" { default = {} }
variable "ttl_enabled" {}
variable "ttl_attribute_name" {}
variable "point_in_time_recovery_enabled" { default = true }
variable "stream_enabled" {}
variable "stream_view_type" {}
variable "replica_region_names" { default = [] }
variable "billing_mode" { default = "PROVISIONED" }
variable "read_capacity" { default = 5 }
variable "write_capacity" { default = 5 }
variable "table_tags" { default = {} }
variable "kms_type" {}
variable "kms_key_arn" {}
variable "local_secondary_indexes" { default = [] }
variable "global_secondary_indexes" { default = [] }

locals {
  kms_type = coalesce(var.kms_type, var.kms_key_arn != null ? "CUSTOMER_MANAGED" : "AWS_OWNED")
}

resource "aws_dynamodb_table" "table" {
  count = var.module_enabled ? 1 : 0

  name                   = var.name
  hash_key               = var.hash_key
  range_key              = var.range_key
  billing_mode           = var.billing_mode
  read_capacity          = var.billing_mode == "PROVISIONED" ? var.read_capacity : null
  write_capacity         = var.billing_mode == "PROVISIONED" ? var.write_capacity : null
  stream_enabled         = var.stream_enabled == null && var.stream_view_type != null ? true : var.stream_enabled
  stream_view_type       = var.stream_view_type
  tags                   = merge(var.module_tags, var.table_tags)
  attribute              = [for name, type in var.attributes : { name = name, type = type }]
  replica                = [for region in var.replica_region_names : { region_name = region }]
  local_secondary_index  = var.local_secondary_indexes
  global_secondary_index = var.global_secondary_indexes

  dynamic "ttl" {
    for_each = var.ttl_attribute_name != null ? [true] : []
    content {
      enabled        = var.ttl_enabled == null ? true : var.ttl_enabled
      attribute_name = var.ttl_attribute_name
    }
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }

  server_side_encryption {
    enabled     = local.kms_type != "AWS_OWNED"
    kms_key_arn = local.kms_type == "CUSTOMER_MANAGED" ? var.kms_key_arn : null
  }
}

output "table" { value = aws_dynamodb_table.table[0] }
