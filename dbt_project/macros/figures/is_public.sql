{# Whether the public may see a figure: no days and weeks, which are small groups nearly all, and no
   group of fewer than `public_from_units` people or orders, nor such a part or rest of one where the unit is one
   of counts. #}
{% macro is_public(unit) -%}
    {%- set few = var("public_from_units") -%}
    period_grain in ({{ text_list(var("public_grains")) }})
    and not coalesce(
        n < {{ few }}
        or (
            {{ unit }} in ('share', 'per_1000')
            and numerator > 0
            and numerator < {{ few }}
        )
        or (
            {{ unit }} = 'share'
            and denominator - numerator > 0
            and denominator - numerator < {{ few }}
        ),
        true
    )
{%- endmacro %}
